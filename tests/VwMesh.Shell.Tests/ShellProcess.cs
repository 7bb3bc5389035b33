using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace VwMesh.Shell.Tests;

/// <summary>The program vwsh, run as its users run it; one that hangs is killed and fails the test.</summary>
internal sealed class ShellProcess : IDisposable
{
    private const int SigInt = 2;
    private const int SigCont = 18;
    private const int SigStop = 19;
    private static readonly TimeSpan TimeOut = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Task _outputEnd;
    private readonly Task<string> _error;

    private ShellProcess(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _outputEnd = ReadOutput();
        _error = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Runs vwsh to its end, with nothing on standard input.</summary>
    public static Result Run(params string[] arguments) => RunWithInput("", arguments);

    public static Result RunWithInput(string input, params string[] arguments) => RunIn(Environment.CurrentDirectory, input, arguments);

    public static Result RunIn(string directory, string input, params string[] arguments)
    {
        using ShellProcess shell = Start(Vwsh.Program, ["-NoProfile", .. arguments], directory);
        shell.Type(input);
        shell.CloseInput();
        return shell.Wait();
    }

    public static ShellProcess Start(
        string program, string[] arguments, string? directory = null, (string Name, string Value)? variable = null)
    {
        // A run in the background of a script ignores SIGINT, and its children inherit that.
        ProcessStartInfo start = OperatingSystem.IsLinux() ? new("env", ["--default-signal=INT", program, .. arguments]) : new(program, arguments);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        start.WorkingDirectory = directory ?? Environment.CurrentDirectory;
        start.Environment["TERM"] = "xterm";
        // What runs tests need not be a login.
        start.Environment.TryAdd("HOME", "/");
        start.Environment.Remove("NO_COLOR");
        if (variable is var (name, value)) start.Environment[name] = value;
        return new ShellProcess(start);
    }

    public void Type(string text)
    {
        _process.StandardInput.Write(text);
        _process.StandardInput.Flush();
    }

    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Waits until vwsh says something, after the place found before; returns the place behind it.</summary>
    public async Task<int> Says(string text, int after, CancellationToken cancellation)
    {
        long begin = Stopwatch.GetTimestamp();
        int at;
        while ((at = Output.IndexOf(text, Math.Min(after, Output.Length), StringComparison.Ordinal)) < 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < TimeOut, $"vwsh did not say '{text}' after {after} characters of: {Output}");
            await Task.Delay(20, cancellation);
        }
        return at + text.Length;
    }

    /// <summary>What Ctrl+C at a terminal sends.</summary>
    public void Interrupt() => Assert.Equal(0, Kill(_process.Id, SigInt));

    /// <summary>Keeps vwsh from running on, on Linux; returns when none of its threads does.</summary>
    public void Pause()
    {
        Assert.Equal(0, Kill(_process.Id, SigStop));
        Assert.True(SpinWait.SpinUntil(() => Directory.GetDirectories($"/proc/{_process.Id}/task").All(IsStopped), TimeOut), "vwsh did not stop.");

        static bool IsStopped(string thread)
        {
            try
            {
                // The state stands behind the name, which is in parentheses.
                var status = File.ReadAllText(Path.Combine(thread, "stat"));
                return status[status.LastIndexOf(')') + 2] == 'T';
            }
            catch (IOException)
            {
                // It has ended just now; the others are asked again.
                return false;
            }
        }
    }

    /// <summary>Lets vwsh run on after <see cref="Pause"/>.</summary>
    public void Resume() => Assert.Equal(0, Kill(_process.Id, SigCont));

    /// <summary>Ends vwsh without any warning to it (SIGKILL).</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public Result Wait(TimeSpan? atMost = null)
    {
        if (!_process.WaitForExit(atMost ?? TimeOut))
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"vwsh did not end within {(atMost ?? TimeOut).TotalSeconds} s. Output: {Output} Error: {_error.Result}");
        }
        _outputEnd.Wait();
        return new Result(_process.ExitCode, Output, _error.Result.Replace("\r\n", "\n", StringComparison.Ordinal));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private string Output
    {
        get
        {
            lock (_output) return _output.ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
        }
    }

    private async Task ReadOutput()
    {
        char[] buffer = new char[4096];
        while (await _process.StandardOutput.ReadAsync(buffer) is > 0 and int read)
        {
            lock (_output) _output.Append(buffer, 0, read);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);

    internal sealed record Result(int ExitCode, string Output, string Error);
}
