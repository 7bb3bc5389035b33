namespace VwMesh.PowerShellTests;

public sealed class ImportTests : EngineTest
{
    [Theory]
    [InlineData("Import-VwNodeConfig wg0 old/*/wg0.conf")]
    [InlineData("Import-VwNodeConfig wg0 -Path old")]
    [InlineData("Import-VwNodeConfig -Name wg0 -LiteralPath old/a/wg0.conf, old/b/wg0.conf, old/c/wg0.conf")]
    [InlineData("'old/a/wg0.conf', 'old/b/wg0.conf', 'old/c/wg0.conf' | Import-VwNodeConfig wg0")]
    [InlineData("[IO.DirectoryInfo]::new(\"$PWD/old\").GetFiles('*.conf', 'AllDirectories') | Import-VwNodeConfig wg0")]
    public void Exported_files_become_a_network_that_exports_the_same_files(string script)
    {
        MakeNetwork();
        Session.Get("Set-VwNode wg0 b -Endpoint b.example.net:51820 -PostUp \"echo 'it is up'\", 'true' -PreDown 'echo down' -PreUp 'echo before' -UPnP -Subnets 192.168.10.0/24; Block-VwPeer wg0 a c; Export-VwNodeConfig wg0 -DestinationPath old; Remove-VwNetwork wg0");

        var result = Session.Run(script);

        Assert.Empty(result.Errors);
        Assert.Empty(result.Warnings);
        Assert.Equal("wg0", Assert.Single(result.Output).ToString());
        Assert.Equal("9 Unchanged", Session.GetOne<string>("(Export-VwNodeConfig wg0 -DestinationPath old | Group-Object Outcome | ForEach-Object { \"$($_.Count) $($_.Name)\" }) -join ' '"));
        Assert.Equal("Blocked", Session.GetOne<string>("\"$((Get-VwPeer wg0 a | Where-Object { \"$($_.Peer)\" -eq 'c' }).State)\""));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Session.PathOf("wg0.toml")));
    }

    [Fact]
    public void What_cannot_be_expressed_is_a_warning_with_file_and_line()
    {
        Write("a.conf", $"[Interface]\nPrivateKey = {Key()}\nAddress = 10.9.0.1/24\nTable = off\nDNS = 10.9.0.53\n");

        var result = Session.Run("Import-VwNodeConfig mesh a.conf");

        Assert.Empty(result.Errors);
        Assert.Contains(result.Warnings, w => w.StartsWith(Session.PathOf("a.conf") + ":5: DNS = '10.9.0.53'", StringComparison.Ordinal));
        Assert.True(File.Exists(Session.PathOf("mesh.toml")));
    }

    [Theory]
    [InlineData("Import-VwNodeConfig mesh nothing/*.conf", "NodeConfigNotFound")]
    [InlineData("Import-VwNodeConfig mesh nothing.conf, a.conf", "NodeConfigNotFound")]
    [InlineData("Import-VwNodeConfig mesh -LiteralPath nothing", "NodeConfigNotFound")]
    [InlineData("Import-VwNodeConfig mesh empty", "NodeConfigNotFound")]
    [InlineData("Import-VwNodeConfig mesh bad.conf", "NotNodeConfig")]
    [InlineData("Import-VwNodeConfig mesh a.conf, bad.conf", "NotNodeConfig")]
    [InlineData("Import-VwNodeConfig a-name-too-long a.conf", "InvalidNetworkName")]
    public void Files_that_are_no_mesh_are_an_error_and_no_network(string script, string errorId)
    {
        Write("a.conf", $"[Interface]\nPrivateKey = {Key()}\nAddress = 10.9.0.1/24\n");
        Write("bad.conf", "hello");
        Directory.CreateDirectory(Session.PathOf("empty"));

        Assert.Equal(errorId, Session.Fail(script).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Empty(Directory.GetFiles(Session.Folder, "*.toml"));
    }

    [Fact]
    public void An_existing_network_stays_and_WhatIf_makes_none()
    {
        MakeNetwork();
        var before = FileText();
        Session.Get("Export-VwNodeConfig wg0 -DestinationPath old");

        Assert.Equal("NetworkExists", Session.Fail("Import-VwNodeConfig wg0 old").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(before, FileText());
        Assert.Empty(Session.Get("Import-VwNodeConfig other old -WhatIf"));
        Assert.False(File.Exists(Session.PathOf("other.toml")));
    }

    private void Write(string name, string text) => File.WriteAllText(Session.PathOf(name), text);

    private string Key() => Session.GetOne<string>("(New-VwKey).Reveal()");
}
