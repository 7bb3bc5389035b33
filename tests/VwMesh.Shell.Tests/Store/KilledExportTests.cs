namespace VwMesh.Shell.Tests.Store;

/// <summary>What an export leaves behind that is killed while it writes.</summary>
public sealed class KilledExportTests : IDisposable
{
    private const string Export = "$null = Export-VwNodeConfig wg0 -DestinationPath out -WarningAction Ignore";
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_next_export_removes_the_half_written_file_of_a_killed_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "stops and kills by the signals of Linux");
        _folder.Run("New-VwNetwork wg0 -AddressPoolIPv4 10.0.0.0/8; Add-VwNode wg0 (1..300 | ForEach-Object { \"n$_\" }) | Out-Null");
        _folder.Run(Export);
        var before = File.ReadAllText(_folder.PathOf("wg0.toml"));
        using (var writer = _folder.Start($"for ($mtu = 1300; ; $mtu++) {{ $null = Set-VwNetwork wg0 -VxlanMtu $mtu; {Export} }}"))
        {
            var left = StopAmidstWriting(writer);
            Assert.All(left, StoreFolder.AssertPrivate);
            writer.Kill();
            Assert.All(left, f => Assert.True(File.Exists(f), f));
        }
        // As it was before: what the killed export did not come to is as it should be, and is not written.
        File.WriteAllText(_folder.PathOf("wg0.toml"), before);
        _folder.Run(Export);
        Assert.All(_folder.Files, f => Assert.Contains(Path.GetFileName(f), (string[])["wg0.conf", "wg0.vwmesh", "vwmesh-wg0.service", "wg0.toml", "wg0.toml.previous"]));
    }

    private string[] StopAmidstWriting(ShellProcess writer)
    {
        for (var i = 0; i < 2000; i++)
        {
            Thread.Sleep(Random.Shared.Next(5, 20));
            writer.Pause();
            var temporary = Directory.GetFiles(_folder.PathOf("out"), ".*.tmp", SearchOption.AllDirectories);
            if (temporary.Length > 0)
                return temporary;
            writer.Resume();
        }
        Assert.Fail("No export was ever seen writing.");
        return [];
    }
}
