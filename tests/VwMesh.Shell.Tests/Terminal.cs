using System.Diagnostics;

namespace VwMesh.Shell.Tests;

/// <summary>A terminal in which vwsh runs: tmux, since pwsh asks its terminal where the cursor is.</summary>
internal sealed class Terminal : IDisposable
{
    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(30);

    private readonly string _server = $"vwmesh-{Environment.ProcessId}-{Guid.NewGuid():N}";

    public Terminal()
    {
        Needs.Require("tmux");
        Tmux("new-session", "-d", "-x", "80", "-y", "40", "-c", "/",
            "sh", "-c", "trap : INT; env --default-signal=INT \"$0\" -NoProfile; echo \"vwsh ended with $?\"; exec cat", Vwsh.Program);
        WaitFor("PS /> ");
    }

    /// <summary>What the terminal shows, without empty lines at the end.</summary>
    public string Screen => Tmux("capture-pane", "-p").TrimEnd('\n');

    /// <summary>Types a text.</summary>
    public void Type(string text) => Tmux("send-keys", "-l", text);

    /// <summary>Presses keys by their names: Enter, Tab, C-c.</summary>
    public void Press(params string[] keys) => Tmux(["send-keys", .. keys]);

    /// <summary>Types a line and ends it.</summary>
    public void Enter(string line)
    {
        Type(line);
        Press("Enter");
    }

    /// <summary>Waits until the screen ends with a text.</summary>
    public void WaitFor(string end) =>
        Assert.True(SpinWait.SpinUntil(() => Look(() => Screen.EndsWith(end.TrimEnd(), StringComparison.Ordinal)), TimeOut), $"'{end}' did not come:\n{Screen}");

    public void Dispose() => Tmux("kill-server");

    private static bool Look(Func<bool> condition)
    {
        Thread.Sleep(20);
        return condition();
    }

    private string Tmux(params string[] arguments)
    {
        var start = new ProcessStartInfo("tmux", ["-L", _server, "-f", "/dev/null", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment.Remove("NO_COLOR");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"tmux {string.Join(' ', arguments)}: {error.Result}");
    }
}
