using System.Management.Automation;

namespace VwMesh.PowerShellTests;

public sealed class DiagnosticTests : EngineTest
{
    [Fact]
    public void Diagnostics_come_as_objects_the_worst_first_and_then_in_the_files_order()
    {
        MakeNetwork();
        Session.Get("Set-VwNode wg0 c -SaveConfig");
        Spoil("172.20.10.3/24", "172.20.10.1/24");
        var found = Session.Get("Test-VwNetwork -Detailed");
        Assert.Equal(
            ["Error VW3004 c 42", "Warning VW4003  1", "Warning VW3026 b 32", "Warning VW3026 c 48", "Warning VW3027 c 54"],
            found.Select(d => Convert(d, "Severity", "Code", "Node", "Line")));
        Assert.All(found, d => Assert.Equal("wg0", d.Properties["Network"].Value.ToString()));
        Assert.All(found, d => Assert.NotEqual("", d.Properties["Remedy"].Value));
    }

    [Fact]
    public void Severities_choose()
    {
        MakeNetwork();
        Spoil("172.20.10.3/24", "172.20.10.1/24");
        Assert.Equal("VW3004", Session.GetOne<string>("(Test-VwNetwork -Severity error).Code"));
        Assert.Equal(4, Session.Get("Test-VwNetwork wg0 -Severity Error, Warning -Detailed").Count);
        Assert.StartsWith("ParameterArgumentValidationError", Session.Fail("Test-VwNetwork -Severity Fatal").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_is_one_boolean_for_all_networks()
    {
        MakeNetwork();
        Session.Get("New-VwNetwork other; Add-VwNode other x");
        Assert.True(Session.GetOne<bool>("Test-VwNetwork -Quiet"));
        Assert.False(Session.GetOne<bool>("Test-VwNetwork -Quiet -Severity Warning"));
        Assert.True(Session.GetOne<bool>("Test-VwNetwork other -Quiet -Severity Warning"));
        Spoil("172.20.10.3/24", "172.20.10.1/24");
        Assert.False(Session.GetOne<bool>("Get-VwNetwork | Test-VwNetwork -Quiet"));
        Assert.True(Session.GetOne<bool>("Test-VwNetwork other -Quiet"));
    }

    [Fact]
    public void Nothing_tested_is_not_well()
    {
        var result = Session.Run("Test-VwNetwork -Quiet");
        Assert.Equal([false], result.Output.Select(o => o.BaseObject));
        Assert.Contains("No network was tested", Assert.Single(result.Warnings), StringComparison.Ordinal);
        MakeNetwork();
        result = Session.Run("Test-VwNetwork wg0, wg1 -Quiet");
        Assert.Equal([false], result.Output.Select(o => o.BaseObject));
        Assert.Equal("NetworkNotFound,VwMesh.Commands.TestVwNetworkCommand", Assert.Single(result.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void A_broken_file_is_diagnosed_and_the_others_too()
    {
        MakeNetwork();
        Session.Write("broken.toml", "[Network]\nVxlanID = 5\n[Node.a]\nListenPort = 70000\nEndpoint = 7\n");
        var result = Session.Run("Test-VwNetwork");
        Assert.Empty(result.Errors);
        Assert.Equal(["broken VW1001 a 4", "broken VW1001 a 5"], result.Output.Select(d => Convert(d, "Network", "Code", "Node", "Line")).Where(t => t.StartsWith("broken VW1001", StringComparison.Ordinal)));
        Assert.Contains(result.Output, d => d.Properties["Network"].Value.ToString() == "wg0");
    }

    [Fact]
    public void A_named_network_is_tested_among_the_others_of_its_folder()
    {
        MakeNetwork();
        Session.Get("New-VwNetwork wg1 -VxlanId (Get-VwNetwork wg0).VxlanId; Add-VwNode wg1 a");
        Assert.Contains("VW5001", Session.Get("Test-VwNetwork wg1").Select(d => d.Properties["Code"].Value));
        Directory.CreateDirectory(Session.PathOf("elsewhere"));
        Session.Get("$ExecutionContext.SessionState.Path.SetLocation('elsewhere') | Out-Null");
        Assert.Contains("VW5001", Session.Get("Test-VwNetwork ../wg1.toml").Select(d => d.Properties["Code"].Value));
    }

    [Fact]
    public void One_diagnostic_tells_of_all_nodes_of_a_rule()
    {
        MakeNetwork();
        Session.Get("1..50 | ForEach-Object { \"n$_\" } | Add-VwNode wg0; 1..3 | ForEach-Object { Set-VwNode wg0 \"n$_\" -Address \"10.1.1.$_/24\" }");
        var found = Session.Get("Test-VwNetwork");
        Assert.InRange(found.Count, 2, 6);
        var alike = Assert.Single(found, d => d.Properties["Code"].Value.Equals("VW3026"));
        Assert.Equal((null, 52), (alike.Properties["Node"].Value, ((System.Collections.ICollection)((IEnumerable<PSObject>)alike.Properties["Nodes"].Value).ToList()).Count));
        Assert.EndsWith("The same holds for 51 more nodes: 'c', 'n1', 'n10' and 48 more.", (string)alike.Properties["Message"].Value, StringComparison.Ordinal);
        var different = Assert.Single(found, d => d.Properties["Code"].Value.Equals("VW3012"));
        Assert.Contains("Likewise, each in its own way, 2 more nodes: 'n2' and 'n3'.", (string)different.Properties["Message"].Value, StringComparison.Ordinal);
        Assert.Equal(52, Session.Get("Test-VwNetwork -Detailed | Where-Object Code -eq VW3026").Count);
        // It means all of them where it is piped on, also from a file.
        Assert.Equal(52, Session.Get("Test-VwNetwork | Where-Object Code -eq VW3026 | Get-VwNode").Count);
        Assert.Equal(52, Session.Get("Test-VwNetwork | Where-Object Code -eq VW3026 | Export-Clixml d.xml; Import-Clixml d.xml | Get-VwNode").Count);
    }

    [Fact]
    public void A_diagnostic_pipes_into_what_mends_it()
    {
        MakeNetwork();
        Session.Get("Test-VwNetwork | Where-Object Code -eq VW3026 | Set-VwNode -PersistentKeepalive 25");
        Assert.DoesNotContain("VW3026", Session.Get("Test-VwNetwork").Select(d => d.Properties["Code"].Value));
    }

    [Fact]
    public void A_network_with_errors_is_not_exported_unless_by_force()
    {
        MakeNetwork();
        Spoil("172.20.10.3/24", "172.20.10.1/24");
        var result = Session.Run("Export-VwNodeConfig wg0 -DestinationPath out");
        var error = Assert.Single(result.Errors);
        Assert.Equal("NetworkHasErrors,VwMesh.Commands.ExportVwNodeConfigCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Contains("VW3004: Node 'c' has the address 172.20.10.1", error.Exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Session.PathOf("out")));
        Assert.Empty(Session.Run("Get-VwNode wg0 a | Export-VwNodeConfig").Output);

        result = Session.Run("Export-VwNodeConfig wg0 -DestinationPath out -Force");
        Assert.Empty(result.Errors);
        Assert.Equal(9, result.Output.Count);
        Assert.Contains(result.Warnings, w => w.Contains("VW3004", StringComparison.Ordinal));
    }

    [Fact]
    public void An_export_passes_warnings_on_a_line_a_rule()
    {
        MakeNetwork();
        Session.Get("1..50 | ForEach-Object { \"n$_\" } | Add-VwNode wg0");
        var warnings = Session.Run("Export-VwNodeConfig wg0 -DestinationPath out").Warnings;
        Assert.Equal(2, warnings.Count);
        Assert.Contains(warnings, w => w.Contains("VW3026: Node 'b'", StringComparison.Ordinal) && w.EndsWith("The same holds for 51 more nodes: 'c', 'n1', 'n10' and 48 more.", StringComparison.Ordinal));
        Assert.DoesNotContain(Session.Run("Export-VwNodeConfig wg0 a").Warnings, w => w.Contains("VW3026", StringComparison.Ordinal));
    }

    [Fact]
    public void A_destination_that_is_a_file_is_said_to_be_one()
    {
        MakeNetwork();
        Session.Write("out", "precious");
        var error = Session.Fail("Export-VwNodeConfig wg0 -DestinationPath out");
        Assert.Equal("DestinationIsAFile,VwMesh.Commands.ExportVwNodeConfigCommand", error.FullyQualifiedErrorId);
        Assert.Contains("is a file", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(Session.PathOf("out")));
    }

    private static string Convert(PSObject diagnostic, params string[] properties) =>
        string.Join(' ', properties.Select(name => diagnostic.Properties[name].Value?.ToString() ?? ""));

    // As an editor leaves it.
    private void Spoil(string before, string after) => Session.Write("wg0.toml", FileText().Replace(before, after, StringComparison.Ordinal));
}
