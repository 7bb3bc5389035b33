using System.Management.Automation;

namespace VwMesh.PowerShellTests;

/// <summary>A piped node, in every form, is one node to every cmdlet. Anything else is an error or nothing, never all nodes.</summary>
public sealed class PipedNodesTests : EngineTest
{
    // Each gives node b of wg0.
    private static readonly Dictionary<string, string> FormsOfB = new()
    {
        ["a live node"] = "Get-VwNode wg0 b",
        ["a live node, given as a parameter"] = "Get-VwNode wg0 b",
        ["a live link"] = "Get-VwPeer wg0 b c",
        ["a diagnostic"] = "Test-VwNetwork wg0 -Detailed | Where-Object Node -eq b | Select-Object -First 1",
        ["a configuration"] = "Export-VwNodeConfig wg0 b -WarningAction Ignore",
        ["a node's name in a link"] = "(Get-VwPeer wg0 b c).Node",
        ["some properties"] = "Get-VwNode wg0 b | Select-Object Name, Network",
        ["one property, which knows its network"] = "Get-VwPeer wg0 b c | Select-Object Node",
        ["CSV"] = "Get-VwNode wg0 b | ConvertTo-Csv | ConvertFrom-Csv",
        ["CSV with a short table"] = "'Network,Node', 'wg0,b' | ConvertFrom-Csv",
        ["JSON"] = "Get-VwNode wg0 b | ConvertTo-Json | ConvertFrom-Json",
        ["CliXml"] = "Get-VwNode wg0 b | Export-Clixml b.xml; Import-Clixml b.xml",
        ["what a job or another computer sends"] = "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-VwNode wg0 b), 1))",
        ["a row"] = "[pscustomobject]@{ Network = 'wg0'; Name = 'B'; PSComputerName = 'host' }",
        ["a row with the network's file"] = "[pscustomobject]@{ Network = \"$PWD/wg0.toml\"; Name = 'b' }",
        ["a name"] = "'b'",
    };

    // Each means no node.
    private static readonly Dictionary<string, string?> FormsOfNone = new()
    {
        ["@()"] = null,
        ["Get-VwNode wg0 'x*'"] = null,
        ["$null"] = "ObjectUntold",
        ["''"] = "",
        ["'*'"] = "NodeNotFound",
        ["'wg0'"] = "NodeNotFound",
        ["Get-VwNode wg0 b | Select-Object Network, Endpoint"] = "ObjectUntold",
        ["[pscustomobject]@{ Network = 'wg0'; Name = '' }"] = "ObjectUntold",
        ["[pscustomobject]@{ Network = 'wg0'; Name = '*' }"] = "NodeNotFound",
        ["[pscustomobject]@{ Network = 'wg0'; Host = 'b' }"] = "ObjectUntold",
        ["[pscustomobject]@{ Network = 'wg0'; Name = 'b'; Node = 'a' }"] = "ObjectUntold",
        ["[pscustomobject]@{ Network = 'elsewhere'; Name = 'b' }"] = "NetworkNotFound",
        ["@{ Network = 'wg0'; Name = 'b' }"] = "ObjectUntold",
        ["Test-VwNetwork wg0 | Where-Object { $_.Nodes.Count -eq 0 } | Select-Object -First 1"] = "ObjectUntold",
        ["Get-VwNetwork wg0 | Select-Object *"] = "NodeNotFound",
        ["Export-VwDiagram wg0"] = "ObjectUntold",
    };

    public static TheoryData<string> Commands =>
    [
        "Get-VwNode", "Get-VwPeer", "Export-VwNodeConfig", "Export-VwRoutingConfig", "Compare-VwNode", "Get-VwNodeStatus", "Export-VwMetric", "Test-VwPeer", "Deploy-VwNode", "Register-VwNode", "Uninstall-VwNode -Confirm:$false",
        "Set-VwNode -FwMark 9", "Rename-VwNode -NewName q", "Update-VwNodeKey", "Remove-VwNode", "Block-VwPeer -Peer a", "Unblock-VwPeer -Peer c",
    ];

    [Theory]
    [MemberData(nameof(Commands))]
    public void One_piped_node_is_one_node_in_every_form(string command)
    {
        MakeNetwork();
        Session.Get("Block-VwPeer wg0 b c; Set-VwNode wg0 b -PostUp 'echo 1, 2', 'echo 3'");
        var before = FileText();
        foreach (var (form, script) in FormsOfB)
        {
            Session.Write("wg0.toml", before);
            var network = form is "a name" ? " -Network wg0" : "";
            var run = form.EndsWith("parameter", StringComparison.Ordinal) ? $"{command} -InputObject ({script})" : $"& {{ {script} }} | {command}{network}";
            Assert.Equal($"{form}: b", $"{form}: {string.Join(' ', Touched(run, before))}");
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void What_means_no_node_touches_none(string command)
    {
        MakeNetwork();
        Session.Get("Block-VwPeer wg0 b c");
        var before = FileText();
        foreach (var (form, id) in FormsOfNone)
        {
            var result = Session.Run($"& {{ {form} }} | {command}");
            Assert.Equal($"{form}: 0", $"{form}: {result.Output.Count}");
            Assert.Equal(before, FileText());
            if (id is null)
                Assert.Empty(result.Errors);
            else
                Assert.Contains(id, Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Names_and_piped_nodes_together_are_an_error_and_so_is_another_network(string command)
    {
        MakeNetwork();
        Session.Get("New-VwNetwork wg1; Add-VwNode wg1 b");
        var before = FileText();
        Assert.Equal("NodesNamedTwice", Session.Fail($"Get-VwNode wg0 b | {command} -Network wg0 -Name b").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("NetworkMismatch", Session.Fail($"Get-VwNode wg0 b | {command} -Network wg1").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("NetworkMismatch", Session.Fail($"[pscustomobject]@{{ Network = 'wg0'; Name = 'b' }} | {command} -Network wg1").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("ValueMissing", Session.Fail($"{command} -Network wg0 -Name $undefined").FullyQualifiedErrorId.Replace("ParameterArgumentValidationErrorNullNotAllowed", "ValueMissing", StringComparison.Ordinal).Split(',')[0]);
        Assert.Equal(before, FileText());
    }

    [Fact]
    public void A_network_is_all_of_its_nodes_to_commands_that_read_and_names_choose_among_them()
    {
        MakeNetwork();
        Session.Get("New-VwNetwork wg1; Add-VwNode wg1 x");
        Assert.Equal("a b c", Session.GetOne<string>("(Get-VwNetwork wg0 | Get-VwNode).Name -join ' '"));
        Assert.Equal("a b", Session.GetOne<string>("(Get-VwNetwork wg0 | Get-VwNode -Name '[ab]').Name -join ' '"));
        Assert.Equal("a b c", Session.GetOne<string>("Get-VwNetwork wg0 | Export-Clixml n.xml; (Import-Clixml n.xml | Get-VwNode).Name -join ' '"));
        Assert.Equal("a b c", Session.GetOne<string>("(Get-ChildItem wg0.toml | Get-VwNode).Name -join ' '"));
        Assert.Equal("ObjectUntold", Session.Fail("Get-VwNetwork wg0 | Set-VwNode -FwMark 1").FullyQualifiedErrorId.Split(',')[0]);
    }

    [Fact]
    public void Nodes_are_added_to_the_network_that_is_named_from_every_form()
    {
        MakeNetwork();
        Session.Get("Set-VwNode wg0 b -PostUp 'echo 1, 2', 'echo 3' -AllowedIPs 10.5.0.0/16 -FwMark 9");
        foreach (var (form, script) in FormsOfB)
        {
            Session.Get("New-VwNetwork wg1 -AddressPoolIPv4 172.20.10.0/24 | Out-Null");
            Session.Get($"& {{ {script} }} | Add-VwNode wg1");
            Assert.Equal($"{form}: b", $"{form}: {Session.GetOne<string>("(Get-VwNode wg1).Name -join ' '")}", ignoreCase: true);
            Assert.False(Session.GetOne<bool>("(Get-VwNode wg1 b).PublicKey -eq (Get-VwNode wg0 b).PublicKey"));
            if (form is "a live node" or "CSV" or "JSON" or "CliXml" or "what a job or another computer sends")
            {
                Assert.Equal("echo 1, 2;echo 3 10.5.0.0/16 9", Session.GetOne<string>(
                    "$n = Get-VwNode wg1 b; \"$($n.PostUp -join ';') $($n.AllowedIPs[1]) $($n.FwMark)\""));
            }
            Session.Get("Remove-VwNetwork wg1");
        }
    }

    [Theory]
    [InlineData("Remove-VwNetwork")]
    [InlineData("Restore-VwNetwork")]
    [InlineData("Set-VwNetwork -VxlanMtu 1200")]
    public void A_node_is_not_its_network(string command)
    {
        MakeNetwork();
        var before = FileText();
        foreach (var form in new[] { "a live node", "a live link", "some properties", "CSV", "JSON", "CliXml", "a row" })
            Assert.Contains("NetworkNotMeant", Session.Fail($"& {{ {FormsOfB[form]} }} | {command}").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Session.Get($"@() | {command}"));
        Assert.Single(Session.Run($"$null | {command}").Errors);
        Assert.Equal(before, FileText());
    }

    [Theory]
    [InlineData("Get-VwNetwork")]
    [InlineData("Test-VwNetwork")]
    [InlineData("Export-VwDiagram")]
    [InlineData("Export-VwDnsZone -Domain example.net")]
    public void What_means_no_network_is_an_error_to_commands_that_read_some(string command)
    {
        MakeNetwork();
        foreach (var form in new[] { "$null", "''", "[pscustomobject]@{ Host = 'x' }", "[pscustomobject]@{ Network = '' }", "Export-VwDnsZone wg0 example.org | Select-Object -First 1" })
        {
            var result = Session.Run($"{form} | {command}");
            Assert.Equal($"{form}: 0", $"{form}: {result.Output.Count}");
            Assert.Single(result.Errors);
        }
        Assert.Empty(Session.Get($"@() | {command}"));
        foreach (var form in FormsOfB.Where(f => f.Key is not "a name"))
            Assert.NotEmpty(Session.Run($"& {{ {form.Value} }} | {command}").Output);
    }

    // The nodes that a command emitted, could not reach, or changed in the file.
    private List<string> Touched(string run, string before)
    {
        var nodes = Session.Get("Get-VwNode wg0 | ForEach-Object { $_ | ConvertTo-Json -Compress }").Select(n => n.ToString()).ToList();
        var result = Session.Run(run);
        var seen = result.Output.Select(o => o.Properties["Node"] ?? o.Properties["Name"]).OfType<PSPropertyInfo>().Select(p => p.Value.ToString()!).Concat(result.Errors.Select(e => e.TargetObject?.ToString() ?? e.ToString()));
        if (FileText() == before)
            return [.. seen.Distinct()];
        var after = Session.Get("Get-VwNode wg0 | ForEach-Object { $_ | ConvertTo-Json -Compress }").Select(n => n.ToString()).ToList();
        var changed = nodes.Except(after).Select(n => n.Split("\"Name\":\"")[1][..1]).ToList();
        Assert.Empty(result.Errors.Select(e => e.ToString()));
        return changed.Count > 0 ? changed : [.. seen.Distinct()];
    }
}
