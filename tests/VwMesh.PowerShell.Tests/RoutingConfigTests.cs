namespace VwMesh.PowerShellTests;

public sealed class RoutingConfigTests : EngineTest
{
    [Fact]
    public void Routing_configurations_are_objects_text_or_files_beside_the_others()
    {
        MakeNetwork();
        Assert.Equal("a/wg0.babeld.conf", Session.GetOne<string>("\"$(Export-VwRoutingConfig wg0 a -Daemon Babeld)\""));
        Assert.True(Session.GetOne<bool>("(Export-VwRoutingConfig wg0 a -Raw) -ceq (Export-VwRoutingConfig wg0 a).Content"));
        Session.Get("Export-VwNodeConfig wg0 -DestinationPath out; Export-VwRoutingConfig wg0 -DestinationPath out");
        Assert.Equal(["vwmesh-wg0.service", "wg0.babeld.conf", "wg0.conf", "wg0.vwmesh"], Directory.GetFiles(Session.PathOf("out/b")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Prefixes_are_for_all_nodes_or_each_piped_nodes_own()
    {
        MakeNetwork();
        Assert.Equal(3, Session.Get("Export-VwRoutingConfig wg0 -Raw -Redistribute 10.5.0.0/16 | Where-Object { $_ -match 'redistribute ip 10.5.0.0/16 allow' }").Count);
        Assert.Equal("10.1.0.0/16 10.2.0.0/16 10.3.0.0/16", Session.GetOne<string>("""
            $prefix = @{ a = '10.1.0.0/16'; b = '10.2.0.0/16'; c = '10.3.0.0/16' }
            (Get-VwNode wg0 | Export-VwRoutingConfig -Raw -Redistribute { $prefix[$_.Name] } | ForEach-Object { ($_ -split "`n" -match '^redistribute ip .* allow')[0].Split(' ')[2] }) -join ' '
            """));
    }

    [Theory]
    [InlineData("Set-VwNode wg0 b -Endpoint 192.168.10.1:51820; Export-VwRoutingConfig wg0 a -Redistribute 192.168.0.0/16")]
    [InlineData("Export-VwRoutingConfig wg0 a -Redistribute 169.254.0.0/16")]
    public void A_prefix_with_addresses_of_the_tunnels_is_an_error_and_no_file_is_written(string script)
    {
        MakeNetwork();
        Assert.StartsWith("UnderlayRedistributed,", Session.Fail(script + " -DestinationPath out").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(File.Exists(Session.PathOf("out/a/wg0.babeld.conf")));
    }

    [Fact]
    public void A_prefix_that_is_none_is_an_error()
    {
        MakeNetwork();
        Assert.Equal("InvalidAllowedIPs", Session.Run("Export-VwRoutingConfig wg0 a -Redistribute lan").Errors.Single().FullyQualifiedErrorId.Split(',')[0]);
    }
}
