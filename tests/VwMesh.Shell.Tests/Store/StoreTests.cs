using System.Diagnostics;
using System.Text.RegularExpressions;

namespace VwMesh.Shell.Tests.Store;

/// <summary>The network file among processes that die, race, and run out of disk.</summary>
public sealed partial class StoreTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    private bool _isMounted;

    private string NetworkFile => _folder.PathOf("wg0.toml");

    private string KeptFile => _folder.PathOf("wg0.toml.previous");

    public void Dispose()
    {
        if (_isMounted)
            Run("umount", _folder.Path);
        _folder.Dispose();
    }

    /// <remarks>VWMESH_KILLS sets the number of kills for a longer run by hand.</remarks>
    [Fact]
    public void Writers_that_are_killed_leave_a_whole_file_that_nobody_else_may_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "kills by SIGKILL, and looks at file modes");
        _folder.Run("New-VwNetwork wg0 -AddressPoolIPv4 10.0.0.0/8");
        var kills = int.TryParse(Environment.GetEnvironmentVariable("VWMESH_KILLS"), out var given) ? given : 30;
        var random = new Random(4711);
        var nodes = new List<string>();
        var (temporaries, locks) = (0, 0);
        for (var i = 0; i < kills; i++)
        {
            using var writer = _folder.Start(
                $"'ready'; for ($i = 0; ; $i++) {{ $null = Add-VwNode wg0 \"n{i}-$i\"; $null = Set-VwNode wg0 \"n{i}-$i\" -FwMark $i }}");
            WaitFor(() => TablesOf(File.ReadAllText(NetworkFile)).Count > nodes.Count);
            Thread.Sleep(random.Next(120));
            writer.Kill();
            var now = TablesOf(File.ReadAllText(NetworkFile));
            Assert.Equal(nodes, now.Take(nodes.Count));
            // Absent where the first writer was killed between the two renames.
            var kept = File.Exists(KeptFile) ? TablesOf(File.ReadAllText(KeptFile)) : [];
            Assert.Equal(kept, now.Take(kept.Count));
            var left = _folder.Files.ToList();
            Assert.All(left, StoreFolder.AssertPrivate);
            temporaries += left.Count(f => f.EndsWith(".tmp", StringComparison.Ordinal));
            locks += left.Count(f => f.EndsWith(".lock", StringComparison.Ordinal));
            nodes = now;
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{kills} kills: {locks} while the lock was held, {temporaries} with a temporary file; {nodes.Count} nodes.");
        _folder.Run("Add-VwNode wg0 last");
        Assert.Equal(nodes.Count + 1, int.Parse(_folder.Run("(Get-VwNode wg0).Count"), null));
        Assert.Equal([NetworkFile, KeptFile], _folder.Files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_twenty_writers_at_once_none_loses_its_node()
    {
        _folder.Run("New-VwNetwork wg0");
        var writers = Enumerable.Range(0, 20).Select(i => _folder.Start($"$null = Add-VwNode wg0 w{i}")).ToList();
        foreach (var writer in writers)
        {
            using (writer)
            {
                var result = writer.Wait(TimeSpan.FromMinutes(4));
                Assert.Equal(("", 0), (Warning().Replace(result.Error, ""), result.ExitCode));
            }
        }
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"w{i}").Order(StringComparer.Ordinal), TablesOf(File.ReadAllText(NetworkFile)).Order(StringComparer.Ordinal));
        Assert.Equal([NetworkFile, KeptFile], _folder.Files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_change_is_on_the_disk_before_it_gets_the_files_name_and_the_name_is_after()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "strace is Linux's");
        _folder.Run("New-VwNetwork wg0");
        var trace = _folder.PathOf("trace");
        using (var traced = ShellProcess.Start("strace", ["-f", "-e", "trace=openat,fsync,renameat", "-o", trace, Vwsh.Program, "-NoProfile", "-Command", "$null = Add-VwNode wg0 a"], _folder.Path))
            Assert.Equal(0, traced.Wait(TimeSpan.FromMinutes(2)).ExitCode);
        var calls = File.ReadAllLines(trace).ToList();
        var made = calls.FindIndex(c => c.Contains("\".wg0.toml.vwmesh.tmp\"", StringComparison.Ordinal) && c.Contains("O_EXCL", StringComparison.Ordinal));
        var renamed = calls.FindIndex(c => c.Contains("renameat(", StringComparison.Ordinal) && c.Contains("\"wg0.toml\"", StringComparison.Ordinal));
        Assert.InRange(made, 0, renamed);
        Assert.Contains(calls[made..renamed], c => c.Contains("fsync(", StringComparison.Ordinal));
        Assert.Contains(calls[renamed..], c => c.Contains("fsync(", StringComparison.Ordinal));
        File.Delete(trace);
    }

    [Fact]
    public void A_full_disk_and_one_that_became_read_only_are_errors_and_lose_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "mounts a small file system, which needs root on Linux");
        Mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", _folder.Path);
        _folder.Run("New-VwNetwork wg0");
        var error = _folder.Fail("1..500 | ForEach-Object { Add-VwNode wg0 \"n$_\" -ErrorAction Stop | Out-Null }");
        Assert.Contains("No space left", error, StringComparison.Ordinal);
        var nodes = TablesOf(File.ReadAllText(NetworkFile));
        Assert.NotEmpty(nodes);
        Assert.Equal([NetworkFile, KeptFile], _folder.Files.Order(StringComparer.Ordinal));

        Run("mount", "-o", "remount,ro", _folder.Path);
        error = _folder.Fail("Remove-VwNode wg0 n1 -Confirm:$false");
        Assert.Contains("wg0.toml", error, StringComparison.Ordinal);
        Assert.Equal(nodes, TablesOf(File.ReadAllText(NetworkFile)));
    }

    [Fact]
    public void A_command_that_waits_for_another_says_so_and_is_stopped_by_Ctrl_C()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "interrupts by SIGINT");
        _folder.Run("New-VwNetwork wg0");
        var before = File.ReadAllText(NetworkFile);
        using var held = new FileStream(_folder.PathOf(".wg0.toml.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        using var waiting = _folder.Start("Add-VwNode wg0 late -Verbose");
        Thread.Sleep(TimeSpan.FromSeconds(6));
        waiting.Interrupt();
        var result = waiting.Wait();
        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("Waiting for another command", result.Output, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(NetworkFile));
    }

    /// <summary>The nodes of a file, which must be whole: every table with its first and its last key, and the end of a line at the end.</summary>
    private static List<string> TablesOf(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var tables = NodeTable().Matches(text);
        Assert.Equal(text.Split("[Node.").Length - 1, tables.Count);
        return [.. tables.Select(t => t.Groups[1].Value)];
    }

    private static void WaitFor(Func<bool> condition) =>
        Assert.True(SpinWait.SpinUntil(() => { Thread.Sleep(5); return condition(); }, TimeSpan.FromSeconds(60)), "The writer wrote nothing for a minute.");

    private void Mount(params string[] arguments)
    {
        Run("mount", arguments);
        _isMounted = true;
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        Assert.True(process.WaitForExit(10_000));
        Assert.Equal(0, process.ExitCode);
    }

    // A writer that waits for long says so.
    [GeneratedRegex("WARNING: Another command has held [^:]*? at most\\.\\n", RegexOptions.Singleline)]
    private static partial Regex Warning();

    [GeneratedRegex("""\[Node\.(\S+)\]\nAddress = [^\n]*\n(?:[A-Z]\w+ = [^\n]*\n)*?PrivateKey = "[^"\n]{44}"\n(?:[A-Z]\w+ = [^\n]*\n)*?UPnP = (?:true|false)\n""")]
    private static partial Regex NodeTable();
}
