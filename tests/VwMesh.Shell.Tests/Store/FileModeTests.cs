using System.Diagnostics;

namespace VwMesh.Shell.Tests.Store;

/// <summary>Files and folders whose modes keep their user out; root is tested without the capabilities that pass over modes.</summary>
public sealed class FileModeTests : IDisposable
{
    private const UnixFileMode ReadOnlyFolder = UnixFileMode.UserRead | UnixFileMode.UserExecute;
    private const UnixFileMode OwnFolder = ReadOnlyFolder | UnixFileMode.UserWrite;

    private readonly StoreFolder _folder = new();

    public FileModeTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "takes capabilities away");
        Needs.Require("setpriv");
        _folder.Run("New-VwNetwork wg0 | Out-Null; Add-VwNode wg0 a, b -Endpoint 192.0.2.1 | Out-Null; Set-VwNode wg0 b -Endpoint 192.0.2.2 | Out-Null");
    }

    public void Dispose()
    {
        SetMode(_folder.Path, OwnFolder);
        _folder.Dispose();
    }

    [Fact]
    public void A_network_in_a_folder_that_may_not_be_written_can_be_read_and_stays_as_it_is()
    {
        var before = File.ReadAllText(_folder.PathOf("wg0.toml"));
        SetMode(_folder.Path, ReadOnlyFolder);
        Assert.Equal("2", Restricted("(Get-VwNode wg0).Count").Output.Trim());
        foreach (var change in (string[])["Set-VwNode wg0 a -FwMark 1", "Remove-VwNetwork wg0 -Confirm:$false", "New-VwNetwork wg1", "Update-VwNodeKey wg0 a -Confirm:$false"])
        {
            var result = Restricted($"{change} -ErrorVariable e -ErrorAction SilentlyContinue; \"$($e[0].FullyQualifiedErrorId.Split(',')[0]) $($e[0].CategoryInfo.Category)\"");
            Assert.Equal("PermissionDenied PermissionDenied", result.Output.Trim());
        }
        Assert.Equal(before, File.ReadAllText(_folder.PathOf("wg0.toml")));
        Assert.Equal([_folder.PathOf("wg0.toml"), _folder.PathOf("wg0.toml.previous")], _folder.Files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_an_error_and_no_reason_not_to_read_others()
    {
        _folder.Run("New-VwNetwork wg1 | Out-Null");
        SetMode(_folder.PathOf("wg0.toml"), UnixFileMode.None);
        var result = Restricted("Get-VwNetwork wg0, wg1 -ErrorVariable e -ErrorAction SilentlyContinue | ForEach-Object Name; $e[0].CategoryInfo.Category; $e[0].TargetObject");
        Assert.Equal(["wg1", "PermissionDenied", _folder.PathOf("wg0.toml")], result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void An_export_where_nothing_may_be_written_leaves_what_is_there()
    {
        _folder.Run("Export-VwNodeConfig wg0 -DestinationPath out -WarningAction Ignore | Out-Null; Set-VwNode wg0 a -FwMark 1 | Out-Null");
        var before = File.ReadAllText(_folder.PathOf("out/a/wg0.conf"));
        SetMode(_folder.PathOf("out/a"), ReadOnlyFolder);
        SetMode(_folder.PathOf("out"), ReadOnlyFolder);
        var result = Restricted("Export-VwNodeConfig wg0 a -DestinationPath out; Export-VwDnsZone wg0 example.net -DestinationPath out; Export-VwDiagram wg0 -DestinationPath out/new");
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(["out/a/wg0.conf", "out/example.net.zone", "out/new"], Refused(result.Error));
        Assert.Equal(before, File.ReadAllText(_folder.PathOf("out/a/wg0.conf")));
        SetMode(_folder.PathOf("out"), OwnFolder);
        SetMode(_folder.PathOf("out/a"), OwnFolder);

        IEnumerable<string> Refused(string error) => ((string[])["out/a/wg0.conf", "out/example.net.zone", "out/new"])
            .Where(f => error.ReplaceLineEndings("").Contains(f, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_of_another_user_is_not_taken_from_its_owner()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can give files away.");
        var file = _folder.PathOf("wg0.toml");
        var before = File.ReadAllText(file);
        using (var chown = Process.Start("chown", ["12345", file]))
            chown.WaitForExit();
        var result = Restricted("Set-VwNode wg0 a -FwMark 1 -ErrorVariable e -ErrorAction SilentlyContinue; $e[0].CategoryInfo.Category; $e[0].Exception.Message", "-chown");
        Assert.StartsWith("PermissionDenied\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("12345", result.Output, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(file));
        Assert.Equal([file, file + ".previous"], _folder.Files.Order(StringComparer.Ordinal));
    }

    private ShellProcess.Result Restricted(string command, string capabilities = "-dac_override,-dac_read_search")
    {
        using var shell = Environment.IsPrivilegedProcess
            ? ShellProcess.Start("setpriv", ["--bounding-set", capabilities, "--", Vwsh.Program, "-NoProfile", "-Command", command], _folder.Path)
            : _folder.Start(command);
        shell.CloseInput();
        return shell.Wait();
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
