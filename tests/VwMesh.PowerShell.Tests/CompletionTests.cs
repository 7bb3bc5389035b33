using System.Diagnostics;
using System.Management.Automation;

namespace VwMesh.PowerShellTests;

public sealed class CompletionTests : IDisposable
{
    private readonly Session _session = new();

    public CompletionTests() => _session.Get("""
        $null = New-VwNetwork alpha
        $null = Add-VwNode alpha paris, lima, tokyo, '1e3', eu-1, eu-2
        $null = Block-VwPeer alpha paris tokyo
        $null = New-VwNetwork beta
        $null = Add-VwNode beta rome
        $null = [System.IO.Directory]::CreateDirectory("$PWD/sub")
        $null = New-VwNetwork sub/gamma
        [System.IO.File]::WriteAllText("$PWD/wg0.conf", "[Interface]`nListenPort = 1`n")
        $network = Get-VwNetwork alpha
        $node = Get-VwNode alpha paris
        """);

    [Theory]
    [InlineData("Get-VwNode ", "alpha", "beta")]
    [InlineData("Set-VwNode -Network b", "beta")]
    [InlineData("Add-VwNode ALP", "alpha")]
    [InlineData("Get-VwNetwork ", "alpha", "beta")]
    [InlineData("Remove-VwNetwork *et", "beta")]
    [InlineData("Test-VwNetwork b", "beta")]
    [InlineData("Export-VwDnsZone b", "beta")]
    [InlineData("Export-VwDiagram b", "beta")]
    [InlineData("Export-VwRoutingConfig b", "beta")]
    [InlineData("Set-VwNetwork a", "alpha")]
    [InlineData("Get-VwPeer \"a", "\"alpha\"")]
    [InlineData("Export-VwNodeConfig 'b", "'beta'")]
    public void Networks_are_those_in_the_current_location(string line, params string[] expected) => Assert.Equal(expected, Complete(line));

    [Theory]
    [InlineData("Get-VwNode ./al", "./alpha.toml")]
    [InlineData("Get-VwNode ./sub/", "./sub/gamma.toml")]
    [InlineData("Get-VwNode su", "sub")]
    [InlineData("Get-VwNode nodrive:/x")]
    [InlineData("Get-VwNode Variable:x")]
    public void Networks_elsewhere_complete_as_paths(string line, params string[] expected) => Assert.Equal(expected, Complete(line));

    [Theory]
    [InlineData("Get-VwNode alpha ", "'1e3'", "eu-1", "eu-2", "lima", "paris", "tokyo")]
    [InlineData("Get-VwNode alpha 1", "'1e3'")]
    [InlineData("Get-VwNode alpha eu-*", "eu-1", "eu-2")]
    [InlineData("Get-VwNode alpha *i", "lima", "paris")]
    [InlineData("Get-VwNode alpha \"p", "\"paris\"")]
    [InlineData("Set-VwNode alpha paris, l", "lima")]
    [InlineData("Rename-VwNode alpha to", "tokyo")]
    [InlineData("Update-VwNodeKey alpha -Name to", "tokyo")]
    [InlineData("Remove-VwNode alpha -Node to", "tokyo")]
    [InlineData("Export-VwNodeConfig alpha eu-1, eu-", "eu-2")]
    [InlineData("Get-VwNode $network p", "paris")]
    [InlineData("Get-VwNode ./alpha.toml p", "paris")]
    [InlineData("Get-VwNode sub/gamma.toml ")]
    [InlineData("Get-VwNode -Name r", "rome")]
    [InlineData("Get-VwNetwork beta | Get-VwNode -Name ", "rome")]
    [InlineData("Get-VwNetwork alpha | Where-Object Name | Set-VwNode -Name p", "paris")]
    [InlineData("$network | Get-VwPeer -Name p", "paris")]
    [InlineData("Get-VwNode nowhere ")]
    [InlineData("Get-VwNode Variable:x ")]
    [InlineData("Get-VwNode alpha [")]
    public void Nodes_are_those_of_the_network_the_line_means(string line, params string[] expected) => Assert.Equal(expected, Complete(line));

    [Theory]
    [InlineData("Unblock-VwPeer alpha ", "paris", "tokyo")]
    [InlineData("Unblock-VwPeer alpha paris ", "tokyo")]
    [InlineData("Unblock-VwPeer alpha TOKYO ", "paris")]
    [InlineData("Unblock-VwPeer alpha lima ")]
    [InlineData("Get-VwNode alpha paris | Unblock-VwPeer -Peer ", "tokyo")]
    [InlineData("$node | Unblock-VwPeer -Peer ", "tokyo")]
    public void Only_what_is_blocked_can_be_unblocked(string line, params string[] expected) => Assert.Equal(expected, Complete(line));

    [Theory]
    [InlineData("Block-VwPeer alpha paris ", "'1e3'", "eu-1", "eu-2", "lima")]
    [InlineData("Block-VwPeer alpha lima p", "paris")]
    [InlineData("Get-VwNode alpha paris | Block-VwPeer -Peer l", "lima")]
    [InlineData("Get-VwNode alpha paris | Block-VwPeer -Peer t")]
    public void What_is_blocked_is_not_offered_to_be_blocked(string line, params string[] expected) => Assert.Equal(expected, Complete(line));

    [Theory]
    [InlineData("Add-VwNode alpha ")]
    [InlineData("Set-VwNode alpha paris -Endpoint ")]
    [InlineData("Rename-VwNode alpha paris ")]
    [InlineData("Set-VwNetwork alpha -Guard i", "Iptables")]
    [InlineData("Export-VwDnsZone alpha ")]
    [InlineData("Export-VwDnsZone alpha example.net -NameServer l", "lima")]
    [InlineData("Export-VwDiagram alpha m", "Mermaid")]
    [InlineData("Test-VwNetwork -Severity e", "Error")]
    [InlineData("New-VwNetwork x -VxlanMtu 139", "1390")]
    [InlineData("New-VwNetwork x -VxlanPort ", "4789", "8472")]
    [InlineData("Set-VwNode alpha paris -PersistentKeepalive ", "25", "off")]
    public void Files_are_not_offered_where_a_value_is_meant(string line, params string[] expected) => Assert.Equal(expected, Complete(line));

    [Fact]
    public void A_changed_file_is_read_again()
    {
        Assert.Equal(["rome"], Complete("Get-VwNode beta "));
        _session.Get("Add-VwNode beta oslo");
        Assert.Equal(["oslo", "rome"], Complete("Get-VwNode beta "));
    }

    [Fact]
    public void A_broken_network_offers_nothing_and_hides_no_other()
    {
        File.WriteAllText(_session.PathOf("beta.toml"), "[Network]\nVxlanID = 1\n[Node.rome\n");
        Assert.Equal([], Complete("Get-VwNode beta "));
        Assert.Equal(["paris"], Complete("Get-VwNode -Name p"));
    }

    [Fact]
    public void A_writer_that_holds_the_lock_does_not_hold_up_Tab()
    {
        using var held = new FileStream(_session.PathOf(".alpha.toml.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        var watch = Stopwatch.StartNew();
        Complete("Get-VwNode alpha ");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5));
    }

    public void Dispose() => _session.Dispose();

    private string[] Complete(string line)
    {
        using var shell = PowerShell.Create(_session.Runspace);
        return [.. CommandCompletion.CompleteInput(line, line.Length, null, shell).CompletionMatches.Select(m => m.CompletionText)];
    }
}
