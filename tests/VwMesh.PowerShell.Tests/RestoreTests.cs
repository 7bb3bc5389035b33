namespace VwMesh.PowerShellTests;

public sealed class RestoreTests : IDisposable
{
    private readonly Session _session = new();

    public RestoreTests() => _session.Get("New-VwNetwork corp -AddressPoolIPv4 10.9.0.0/24; Add-VwNode corp a, b, c");

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Remove-VwNode corp c", "Network 'corp': node 'c' is added")]
    [InlineData("Update-VwNodeKey corp b -NoOverlap", "Network 'corp': node 'b': PrivateKey is another")]
    [InlineData("Set-VwNode corp a -PersistentKeepalive 25", "Network 'corp': node 'a': PersistentKeepalive 25 → 0")]
    [InlineData("Block-VwPeer corp a b", "Network 'corp': 'a - b' are no longer blocked")]
    [InlineData("Set-VwNetwork corp -VxlanPort 4790", "Network 'corp': VxlanPort 4790 → 4789")]
    public void The_last_change_is_shown_and_taken_back(string change, string shown)
    {
        var before = File.ReadAllText(_session.PathOf("corp.toml"));
        _session.Get(change);
        var changed = File.ReadAllText(_session.PathOf("corp.toml"));
        Assert.Equal([$"What if: {shown}"], WhatIf());
        Assert.Equal(changed, File.ReadAllText(_session.PathOf("corp.toml")));
        Assert.Equal("corp", _session.Get("Restore-VwNetwork corp")[0].Properties["Name"].Value);
        Assert.Equal(before, File.ReadAllText(_session.PathOf("corp.toml")));
    }

    [Fact]
    public void The_only_network_here_needs_no_name_and_a_piped_one_none_either()
    {
        _session.Get("Remove-VwNode corp c; Restore-VwNetwork");
        Assert.Equal(3, _session.Get("Get-VwNode corp").Count);
        _session.Get("Get-VwNetwork | Restore-VwNetwork");
        Assert.Equal(2, _session.Get("Get-VwNode corp").Count);
    }

    [Fact]
    public void Without_a_change_there_is_nothing_to_restore_also_in_a_dry_run()
    {
        _session.Get("New-VwNetwork other");
        Assert.StartsWith("PreviousContentMissing", _session.Fail("Restore-VwNetwork other").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("PreviousContentMissing", _session.Fail("Restore-VwNetwork other -WhatIf").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_that_takes_something_away_says_how_it_comes_back()
    {
        Assert.Equal("Restore-VwNetwork corp takes this back, as long as no other command changes the network.",
            Assert.Single(_session.Get("Remove-VwNode corp b, c 6>&1")).ToString());
        Directory.CreateDirectory(_session.PathOf("it's"));
        _session.Runspace.SessionStateProxy.Path.SetLocation(_session.PathOf("it's"));
        var said = _session.Get("Update-VwNodeKey ../corp.toml a 6>&1")[1].ToString();
        _session.Get(said![..said.IndexOf(" takes this back", StringComparison.Ordinal)]);
        Assert.DoesNotContain(_session.Get("Remove-VwNode ../corp.toml a -WhatIf 6>&1"), o => o.ToString().Contains("Restore", StringComparison.Ordinal));
    }

    [Fact]
    public void A_removed_node_that_is_added_again_is_the_same_node()
    {
        var before = File.ReadAllText(_session.PathOf("corp.toml"));
        _session.Get("Set-VwNode corp c -HostName c.example -PostUp 'true' -AllowedIPs 10.8.0.0/16");
        var text = File.ReadAllText(_session.PathOf("corp.toml"));
        _session.Get("$c = Get-VwNode corp c; $c | Remove-VwNode");
        Assert.DoesNotContain("c.example", File.ReadAllText(_session.PathOf("corp.toml")), StringComparison.Ordinal);
        Assert.True(_session.GetOne<bool>("$c.Equals(($c | Add-VwNode corp))"));
        Assert.Equal(text, File.ReadAllText(_session.PathOf("corp.toml")));
        Assert.NotEqual(before, text);
    }

    [Fact]
    public void Another_network_gets_a_node_with_a_key_of_its_own() => Assert.False(_session.GetOne<bool>(
        "$null = New-VwNetwork other; $c = Get-VwNode corp c; $c.PrivateKey.Equals(($c | Add-VwNode other).PrivateKey)"));

    [Fact]
    public void A_removed_node_whose_address_another_got_meanwhile_is_refused()
    {
        _session.Get("$c = Get-VwNode corp c; $c | Remove-VwNode; Add-VwNode corp d");
        Assert.StartsWith("AddressInUse", _session.Fail("$c | Add-VwNode corp").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("c", _session.Get("$c | Add-VwNode corp -Address 10.9.0.77/24 -LinkLayerAddress 169.254.200.1/16")[0].ToString());
    }

    private string[] WhatIf()
    {
        var screen = new Screen(200);
        using var session = new Session(screen);
        session.Runspace.SessionStateProxy.Path.SetLocation(_session.Folder);
        session.Get("Restore-VwNetwork corp -WhatIf");
        return screen.Take().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
