using System.Diagnostics;
using System.Globalization;

namespace VwMesh.MeshTests.Lab;

/// <summary>
/// A machine of the lab: network, mount and process namespaces of its own. They live as long as their first process, which lives as long
/// as this end of its input is open; so nothing of a host outlasts the test, even when the test is killed.
/// </summary>
internal sealed class Host : IAsyncDisposable
{
    private const string FirstProcess = """
        set -e
        mount -t tmpfs -o mode=0755 tmpfs /run
        mount -t tmpfs -o mode=0700 tmpfs /etc/wireguard
        mount -t sysfs sysfs /sys
        ip link set lo up
        echo ready
        cat
        """;

    private readonly Process _holder;
    private readonly string _firstProcess;
    private readonly string _folder;
    private int _commands;

    private Host(string name, Process holder, string firstProcess, string folder)
    {
        Name = name;
        _holder = holder;
        _firstProcess = firstProcess;
        _folder = folder;
    }

    internal string Name { get; }

    /// <summary>The process whose namespaces the host is.</summary>
    internal string ProcessId => _firstProcess;

    internal static async Task<Host> StartAsync(string name, string labFolder)
    {
        var start = new ProcessStartInfo("unshare") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "bash", "-c", FirstProcess])
            start.ArgumentList.Add(argument);
        var holder = Process.Start(start)!;
        var ready = await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        if (ready != "ready")
            throw new InvalidOperationException($"the namespaces of {name} could not be made");
        var children = await File.ReadAllTextAsync($"/proc/{holder.Id}/task/{holder.Id}/children");
        return new Host(name, holder, children.Trim(), Directory.CreateDirectory(Path.Combine(labFolder, name)).FullName);
    }

    /// <summary>Runs a bash script and requires that it succeeds.</summary>
    internal async Task<string> RunAsync(string script, int seconds = 30)
    {
        var outcome = await TryAsync("set -e\n" + script, seconds);
        return outcome.Succeeded ? outcome.Output
            : throw new InvalidOperationException($"{Name}: {script}\nended with {outcome.ExitCode}:\n{outcome.Output}");
    }

    /// <summary>Runs a bash script to its end or, with exit code 124, to the end of its time.</summary>
    internal async Task<Outcome> TryAsync(string script, int seconds = 30)
    {
        using var process = Start(script, seconds, out var output);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(seconds + 5));
        return new Outcome(process.ExitCode, await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken));
    }

    /// <summary>Starts a bash script that runs beside the test, at most its time.</summary>
    internal Background StartInBackground(string script, int seconds) => new(Start(script, seconds, out var output), output, seconds);

    public async ValueTask DisposeAsync()
    {
        _holder.StandardInput.Close();
        try
        {
            await _holder.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (TimeoutException)
        {
            // Takes its child along (--kill-child), and that takes all processes of the namespace.
            _holder.Kill();
        }
        _holder.Dispose();
    }

    // What a script starts as a daemon keeps its output open; in a file that keeps nobody waiting.
    private Process Start(string script, int seconds, out string output)
    {
        output = Path.Combine(_folder, Interlocked.Increment(ref _commands).ToString("000'.log'", CultureInfo.InvariantCulture));
        var start = new ProcessStartInfo("nsenter") { RedirectStandardInput = true };
        start.Environment["WG_QUICK_USERSPACE_IMPLEMENTATION"] = "wireguard-go";
        start.Environment["LC_ALL"] = "C.UTF-8";
        string[] arguments =
        [
            "--target", _firstProcess, "--net", "--mount", "--pid", "--",
            "timeout", "--kill-after=2", seconds.ToString(CultureInfo.InvariantCulture),
            "bash", "-c", $"exec </dev/null >'{output}' 2>&1\n{script}",
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
