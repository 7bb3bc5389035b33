using System.Management.Automation;

namespace VwMesh.PowerShellTests;

/// <summary>Cmdlets that speak with running nodes, where it does not come to that.</summary>
public sealed class RemoteNodeTests : EngineTest
{
    [Theory]
    [InlineData("Get-VwNodeStatus wg0 b")]
    [InlineData("Export-VwMetric wg0 b")]
    [InlineData("Compare-VwNode wg0 b")]
    [InlineData("Deploy-VwNode wg0 b -WhatIf")]
    public void A_node_that_nothing_says_how_to_reach_is_an_error(string script)
    {
        MakeNetwork();
        var error = Session.Fail(script);
        Assert.Equal(("NoHostName", ErrorCategory.InvalidOperation), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category));
    }

    [Theory]
    [InlineData("keys/gone")]
    [InlineData("~/vwmesh-no-such-key")]
    public void A_key_file_that_does_not_exist_is_an_error_and_no_other_key_is_tried(string path)
    {
        MakeNetwork();
        Session.Get($"Set-VwNode wg0 a -SshKeyFilePath {path}");
        var error = Session.Fail("Get-VwNodeStatus wg0 a");
        Assert.Equal(("KeyFileNotFound", ErrorCategory.ObjectNotFound), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category));
        Assert.Contains(path.TrimStart('~'), error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_cannot_be_asked_is_a_row_beside_its_error()
    {
        MakeNetwork();
        var result = Session.Run("Get-VwNodeStatus wg0 b, c | ForEach-Object { \"$($_.Node) $($_.State) $($_.Error.ErrorId)\" }");
        Assert.Equal(["b Unreachable NoHostName", "c Unreachable NoHostName"], result.Output.Select(o => o.ToString()));
        Assert.Equal(2, result.Errors.Count);
    }

    [Fact]
    public void A_node_that_cannot_be_asked_has_a_metric_that_says_so_and_a_wrong_file_name_asks_no_node()
    {
        MakeNetwork();
        var result = Session.Run("Export-VwMetric wg0 b");
        Assert.Equal("vwmesh_node_up{network=\"wg0\",node=\"b\"} 0", Assert.Single(result.Output[0].ToString()!.Split('\n'), l => l.Contains("node=", StringComparison.Ordinal)));
        Assert.Single(result.Errors);
        Assert.StartsWith("MetricFileName", Session.Fail("Export-VwMetric wg0 b -DestinationPath metrics.txt").FullyQualifiedErrorId, StringComparison.Ordinal);
        Session.Run("Export-VwMetric wg0 b -DestinationPath m.prom -WhatIf -ErrorAction Ignore");
        Assert.False(File.Exists(Session.PathOf("m.prom")));
    }

    [Fact]
    public void A_node_that_cannot_be_asked_is_a_row_of_the_matrix()
    {
        MakeNetwork();
        var result = Session.Run("Get-VwNodeStatus wg0 b -Matrix | ForEach-Object { \"$($_.Node) $($_.State) $($_.a) $($_.b) $($_.c)\" }");
        Assert.Equal("b Unreachable ?  ?", Assert.Single(result.Output).ToString());
        Assert.Single(result.Errors);
    }

    [Fact]
    public void A_node_at_which_no_ssh_answers_is_an_error()
    {
        MakeNetwork();
        Session.Get("Set-VwNode wg0 a -HostName 127.0.0.1 -Port 1");
        Assert.StartsWith("NodeUnreachable", Session.Fail("Get-VwNodeStatus wg0 a").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Nodes_behind_one_address_are_not_taken_for_each_other()
    {
        MakeNetwork();
        Session.Get("Set-VwNode wg0 b -Endpoint A.example.net -ListenPort 1235; Set-VwNode wg0 c -HostName a.example.net -Port 2222");
        Assert.StartsWith("HostNameShared", Session.Fail("Get-VwNodeStatus wg0 b").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deployment_that_fails_is_a_result_and_an_error()
    {
        MakeNetwork();
        var result = Session.Run("Deploy-VwNode wg0 b | ForEach-Object { \"$($_.Node) $($_.Outcome) $($_.Error.ErrorId) $($_.Changes.Count)\" }");
        Assert.Equal("b Failed NoHostName 0", Assert.Single(result.Output).BaseObject);
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("NoHostName", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        // Lists show an exception by its text.
        Assert.Equal(error.Exception.Message, error.Exception.ToString());
    }

    [Theory]
    [InlineData("", "Failed Failed Failed Failed", 4)]
    [InlineData("-MaxFailures 2", "Failed Failed Skipped Skipped", 2)]
    [InlineData("-Canary 1", "Failed Skipped Skipped Skipped", 1)]
    [InlineData("-Wave 2, 1", "Failed Failed Skipped Skipped", 2)]
    [InlineData("-Wave 9", "Failed Failed Failed Failed", 4)]
    [InlineData("-Wave 0", "Failed Failed Failed Failed", 4)]
    [InlineData("-Canary 3 -MaxFailures 2", "Failed Failed Skipped Skipped", 2)]
    public void After_too_many_failures_no_further_node_is_begun(string options, string outcomes, int errors)
    {
        Session.Get("New-VwNetwork wg0; Add-VwNode wg0 a, b, c, d");
        var result = Session.Run($"Deploy-VwNode wg0 -ThrottleLimit 1 {options} | ForEach-Object {{ \"$($_.Outcome)\" }}");
        Assert.Equal(outcomes, string.Join(' ', result.Output));
        Assert.Equal(errors, result.Errors.Count);
        Assert.Equal(outcomes.Contains("Skipped", StringComparison.Ordinal), result.Warnings.Any(w => w.StartsWith("The rollout halted", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_network_with_errors_is_not_deployed()
    {
        MakeNetwork();
        File.WriteAllText(Session.PathOf("wg0.toml"), FileText().Replace("LinkLayerAddress", "LinkLayerAdress", StringComparison.Ordinal));
        Assert.StartsWith("NetworkHasErrors", Session.Fail("Deploy-VwNode wg0 a").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Test-VwPeer wg0 b, c -Quiet")]
    [InlineData("Test-VwPeer nowhere -Quiet")]
    [InlineData("Test-VwPeer wg0 nobody -Quiet")]
    public void Packets_do_not_pass_where_no_node_could_be_asked(string script)
    {
        MakeNetwork();
        var result = Session.Run(script);
        Assert.Equal(false, Assert.Single(result.Output).BaseObject);
        Assert.NotEmpty(result.Errors);
    }

    [Fact]
    public void A_node_that_cannot_be_asked_is_a_row_of_the_matrix_of_packets()
    {
        MakeNetwork();
        var result = Session.Run("Test-VwPeer wg0 b -Matrix | ForEach-Object { \"$($_.Node) $($_.State) $($_.a) $($_.b) $($_.c)\" }");
        Assert.Equal("b Unreachable ?  ?", Assert.Single(result.Output).ToString());
        Assert.StartsWith("NoHostName", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
