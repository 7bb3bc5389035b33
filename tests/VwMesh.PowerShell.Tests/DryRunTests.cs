namespace VwMesh.PowerShellTests;

/// <summary>A dry run looks as closely as the real run.</summary>
public sealed class DryRunTests : IDisposable
{
    private readonly Screen _screen = new(400);
    private readonly Session _session;

    public DryRunTests()
    {
        _session = new Session(_screen);
        _session.Get("""
            New-VwNetwork wg0 -AddressPoolIPv4 172.20.10.0/24 -AddressPoolIPv6 2001:db8:42::/64 -VxlanId 7
            Add-VwNode wg0 a -ListenPort 45661
            Add-VwNode wg0 b, c
            """);
        _screen.Take();
    }

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Set-VwNode wg0 nobody -FwMark 1", "NodeNotFound")]
    [InlineData("Set-VwNode wg0 b -Address 172.20.10.1/24", "AddressInUse")]
    [InlineData("Set-VwNode wg0 b -Address 10.1.1.1", "AddressWithoutLength")]
    [InlineData("Add-VwNode wg0 a", "NodeExists")]
    [InlineData("Add-VwNode wg0 x, X", "NodeExists")]
    [InlineData("Rename-VwNode wg0 a b", "NodeExists")]
    [InlineData("Remove-VwNode wg0 nobody", "NodeNotFound")]
    [InlineData("Remove-VwNode wg0 b, b", "NodeNotFound")]
    [InlineData("Update-VwNodeKey wg0 nobody", "NodeNotFound")]
    [InlineData("Block-VwPeer wg0 a nobody", "NodeNotFound")]
    [InlineData("Unblock-VwPeer wg0 nobody a", "NodeNotFound")]
    [InlineData("New-VwNetwork wg0", "NetworkExists")]
    public void It_fails_where_the_real_run_fails(string script, string id)
    {
        var before = File.ReadAllText(_session.PathOf("wg0.toml"));
        Assert.StartsWith(id + ",", _session.Fail(script + " -WhatIf").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(_session.PathOf("wg0.toml")));
        Assert.StartsWith(id + ",", _session.Fail(script).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Set-VwNode wg0 a -ListenPort 51820", "Set ListenPort: 45661 → 51820")]
    [InlineData("Set-VwNode wg0 a -ListenPort 51820 -FwMark 16", "Set FwMark: 0 → 16; ListenPort: 45661 → 51820")]
    [InlineData("Set-VwNode wg0 a -Endpoint a.example.net:1000", "Set Endpoint: none → \"a.example.net:1000\"; ListenPort: 45661 → 1000")]
    [InlineData("Set-VwNode wg0 a -ListenPort 45661", "Set ListenPort, which changes nothing")]
    [InlineData("Set-VwNode wg0 a -PrivateKey (New-VwKey)", "Set PrivateKey: another")]
    [InlineData("Set-VwNetwork wg0 -VxlanId 8 -VxlanPort 4790", "Set VxlanID: 7 → 8; VxlanPort: 4789 → 4790")]
    public void Set_shows_each_value_before_and_after(string script, string expected)
    {
        _session.Get(script + " -WhatIf");
        Assert.Contains($"\"{expected}\"", _screen.Take(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_goes_on_as_if_each_change_had_been_made()
    {
        Assert.Empty(_session.Run("'x', 'y', 'z' | Add-VwNode wg0 -WhatIf; Set-VwNode wg0 a, b -FwMark 1 -WhatIf").Errors);
        Assert.Equal(5, _screen.Take().Split("What if:").Length - 1);
    }

    [Fact]
    public void Nobody_is_asked_about_what_cannot_be_done()
    {
        // The screen answers no question, which is an error of its own.
        Assert.StartsWith("NodeNotFound,", _session.Fail("Set-VwNode wg0 nobody -FwMark 1 -Confirm").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("NodeExists,", _session.Fail("Add-VwNode wg0 a -Confirm").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_removal_names_no_node_that_still_runs()
    {
        _session.Get("Set-VwNode wg0 b -HostName b.example.net; Set-VwNode wg0 c -HostName c.example.net");
        _screen.Take();
        _screen.Answer('N', 'Y');
        Assert.Empty(_session.Run("Remove-VwNode wg0 b, c -Confirm").Errors);
        var shown = _screen.Take();
        Assert.Contains("c (c.example.net) may still run the network", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("b.example.net", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void An_export_says_which_files_would_be_new_changed_or_unchanged()
    {
        _session.Get("Export-VwNodeConfig wg0 a, b -DestinationPath out -WarningAction Ignore | Out-Null; Set-VwNode wg0 a -FwMark 9 | Out-Null");
        _screen.Take();
        var before = Directory.GetFiles(_session.PathOf("out"), "*", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllText);
        Assert.Empty(_session.Get("Export-VwNodeConfig wg0 a, b, c -DestinationPath out -WhatIf -WarningAction Ignore"));
        var shown = _screen.Take();
        Assert.Equal(1, Count("Replace other content", "a/wg0.conf"));
        Assert.Equal(1, Count("Leave the file unchanged", "b/wg0.conf"));
        Assert.Equal(3, Count("Write a new file", "/c/"));
        Assert.Equal(before, Directory.GetFiles(_session.PathOf("out"), "*", SearchOption.AllDirectories).ToDictionary(f => f, File.ReadAllText));
        Assert.StartsWith("FileExists,", _session.Fail("Export-VwNodeConfig wg0 a -DestinationPath out -NoClobber -WhatIf -WarningAction Ignore").FullyQualifiedErrorId, StringComparison.Ordinal);

        int Count(string action, string target) => shown.Split('\n').Count(l => l.Contains(action, StringComparison.Ordinal) && l.Contains(target, StringComparison.Ordinal));
    }
}
