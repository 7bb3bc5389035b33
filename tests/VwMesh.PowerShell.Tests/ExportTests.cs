namespace VwMesh.PowerShellTests;

public sealed class ExportTests : EngineTest
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public void Configurations_are_objects_text_or_private_files()
    {
        MakeNetwork();
        Assert.Equal("wg0/a/wg0.conf wg0.vwmesh vwmesh-wg0.service wg0/b/wg0.conf wg0.vwmesh vwmesh-wg0.service wg0/c/wg0.conf wg0.vwmesh vwmesh-wg0.service",
            Session.GetOne<string>("(Get-VwNode | Export-VwNodeConfig | ForEach-Object { \"$($_.Network)/$($_.Node)/$($_.FileName)\" }) -join ' '"));
        Assert.True(Session.GetOne<bool>("(Export-VwNodeConfig wg0 a -Raw)[0] -ceq (Export-VwNodeConfig wg0 a).Reveal()"));
        Session.Get("Export-VwNodeConfig wg0 -DestinationPath out");
        Assert.Equal(["a", "b", "c"], Directory.GetDirectories(Session.PathOf("out")).Select(Path.GetFileName).Order());
        foreach (var file in new[] { "wg0.conf", "wg0.vwmesh", "vwmesh-wg0.service" })
            Assert.Equal(Session.GetOne<string>($"(Export-VwNodeConfig wg0 b).Reveal('{file}')"), File.ReadAllText(Session.PathOf($"out/b/{file}")));
        Assert.Equal("FileNotFound", Session.GetOne<string>("try { (Export-VwNodeConfig wg0 b).Reveal('other') } catch { $_.Exception.InnerException.ErrorId }"));
        Assert.Equal("wg0.conf", Session.GetOne<string>("(Export-VwNodeConfig wg0 b -Format WgQuick).FileName -join ' '"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(OwnerFile, File.GetUnixFileMode(Session.PathOf("out/a/wg0.conf")));
            Assert.Equal(OwnerFile | UnixFileMode.UserExecute, File.GetUnixFileMode(Session.PathOf("out/a")));
        }
    }

    [Fact]
    public void A_file_that_is_as_it_should_be_is_not_touched_and_NoClobber_replaces_none()
    {
        MakeNetwork();
        Session.Get("Export-VwNodeConfig wg0 -DestinationPath out");
        var stamp = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(Session.PathOf("out/a/wg0.conf"), stamp);
        Session.Get("Set-VwNode wg0 a -FwMark 5");
        var result = Session.Run("Export-VwNodeConfig wg0 -DestinationPath out -NoClobber");
        Assert.Equal("FileExists", Assert.Single(result.Errors).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal(Enumerable.Repeat("Unchanged", 8), result.Output.Select(o => o.Properties["Outcome"].Value.ToString()));
        Assert.Equal(Session.PathOf("out/a/wg0.conf"), Session.GetOne<string>("(Export-VwNodeConfig wg0 -DestinationPath out | Where-Object Outcome -EQ Updated).Path"));
        Assert.Equal(9, Session.Get("Export-VwNodeConfig wg0 -DestinationPath out | Where-Object Outcome -EQ Unchanged").Count);
        Assert.Equal(["a", "b", "c"], Directory.GetFileSystemEntries(Session.PathOf("out")).Select(Path.GetFileName).Order());
        Assert.Equal(["vwmesh-wg0.service", "wg0.conf", "wg0.vwmesh"], Directory.GetFileSystemEntries(Session.PathOf("out/a")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_set_and_an_export_in_one_pipeline_export_what_was_set()
    {
        MakeNetwork();
        Session.Get("Get-VwNode wg0 | Set-VwNode -PersistentKeepalive 17 | Export-VwNodeConfig -DestinationPath out");
        Assert.All(Directory.GetFiles(Session.PathOf("out"), "*.conf", SearchOption.AllDirectories), file =>
            Assert.Equal(2, File.ReadAllText(file).Split("PersistentKeepalive = 17").Length - 1));
    }

    [Theory]
    [InlineData("Export-VwNodeConfig", "wg0.conf")]
    [InlineData("Export-VwRoutingConfig", "wg0.babeld.conf")]
    public void Files_of_former_nodes_are_named_and_with_Prune_removed(string export, string file)
    {
        MakeNetwork();
        Session.Get($"{export} wg0 -DestinationPath out; Remove-VwNode wg0 b");
        foreach (var (folder, text) in new[] { ("notes", "mine\n"), ("d", "# Network wg9, node d; written by VwMesh\n") })
        {
            Directory.CreateDirectory(Session.PathOf($"out/{folder}"));
            Session.Write($"out/{folder}/{file}", text);
        }
        Assert.Equal("a Unchanged|c Unchanged|b Stale", Outcomes("| ForEach-Object { [pscustomobject]@{ Node = $_.Node; Outcome = $_.Outcome.Replace('Updated', 'Unchanged') } }"));
        Assert.Equal("a Unchanged|c Unchanged", Outcomes("-Prune -WhatIf -OutVariable x | Out-Null; $x = @(); " + export + " wg0 a, c -DestinationPath out | Where-Object Outcome -ne Stale"));
        Assert.True(File.Exists(Session.PathOf($"out/b/{file}")));
        Assert.Equal("a Unchanged|c Unchanged|b Removed", Outcomes("-Prune"));
        Assert.Equal(["a", "c", "d", "notes"], Directory.GetDirectories(Session.PathOf("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        string Outcomes(string options) =>
            Session.GetOne<string>($"(& {{ {export} wg0 -DestinationPath out {options} }} | ForEach-Object {{ \"$($_.Node) $($_.Outcome)\" }} | Get-Unique) -join '|'");
    }

    [Fact]
    public void A_folder_with_other_files_in_it_stays()
    {
        MakeNetwork();
        Session.Get("Export-VwNodeConfig wg0 -DestinationPath out; Export-VwRoutingConfig wg0 -DestinationPath out; Remove-VwNode wg0 b; Export-VwNodeConfig wg0 -DestinationPath out -Prune");
        Assert.Equal(["wg0.babeld.conf"], Directory.GetFiles(Session.PathOf("out/b")).Select(Path.GetFileName));
    }

    [Fact]
    public void A_destination_that_is_the_name_of_a_file_is_refused()
    {
        MakeNetwork();
        Assert.StartsWith("DestinationIsAFile", Session.Fail("Export-VwNodeConfig wg0 a -DestinationPath a.conf").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Session.PathOf("a.conf")));
    }

    [Fact]
    public void WhatIf_writes_no_file()
    {
        MakeNetwork();
        Assert.Empty(Session.Get("Export-VwNodeConfig wg0 -DestinationPath out -WhatIf"));
        Assert.False(Directory.Exists(Session.PathOf("out")));
    }

    [Fact]
    public void Paths_are_PowerShell_paths()
    {
        MakeNetwork();
        Directory.CreateDirectory(Session.PathOf("sub"));
        Session.Get("$ExecutionContext.SessionState.Path.SetLocation('sub') | Out-Null; Export-VwNodeConfig ../wg0.toml a -DestinationPath ../here");
        Assert.True(File.Exists(Session.PathOf("here/a/wg0.conf")));
    }
}
