using System.Management.Automation;
using System.Management.Automation.Host;
using System.Runtime.InteropServices;

namespace VwMesh.Shell;

/// <summary>What the three standard streams are connected to, and what the terminal behind them can do.</summary>
internal sealed class Terminal
{
    /// <summary>Columns of output that goes to no terminal.</summary>
    public const int RedirectedWidth = 120;

    private readonly bool _ansi = SupportsAnsi();

    /// <summary>There is someone to ask.</summary>
    public required bool CanAsk { get; init; }

    public bool OutputIsTerminal { get; } = !Console.IsOutputRedirected;

    public bool ErrorIsTerminal { get; } = !Console.IsErrorRedirected;

    /// <summary>Someone types at a terminal and sees the output there.</summary>
    public bool IsInteractive => !Console.IsInputRedirected && OutputIsTerminal;

    /// <summary>The terminal a line is typed at can move its cursor.</summary>
    public bool CanEditLines => OutputIsTerminal ? OutputHasColor : ErrorHasColor;

    public bool OutputHasColor => OutputIsTerminal && _ansi;

    public bool ErrorHasColor => ErrorIsTerminal && _ansi;

    public int Width => OutputIsTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : RedirectedWidth;

    public int Height => OutputIsTerminal && Console.WindowHeight > 0 ? Console.WindowHeight : 50;

    /// <summary>Questions must be seen even when the output goes to a file.</summary>
    public TextWriter Dialogue => OutputIsTerminal ? Console.Out : Console.Error;

    /// <summary>Text as it goes to standard output: colour only if it ends on a terminal and $PSStyle.OutputRendering lets it.</summary>
    public string ForOutput(string text) => PSHostUserInterface.GetOutputString(text, OutputHasColor);

    public string ForError(string text) => PSHostUserInterface.GetOutputString(text, ErrorHasColor);

    /// <summary>The conventions of https://no-color.org, applied to the engine's own setting, which a script may change later.</summary>
    public static void RespectNoColor()
    {
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")))
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
    }

    private static bool SupportsAnsi() =>
        OperatingSystem.IsWindows()
            ? WindowsConsole.EnableAnsi()
            : Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>A Windows console understands escape sequences only when told so.</summary>
    private static class WindowsConsole
    {
        private const int StandardOutput = -11;
        private const uint VirtualTerminalProcessing = 0x0004;

        public static bool EnableAnsi()
        {
            nint handle = GetStdHandle(StandardOutput);
            return GetConsoleMode(handle, out uint mode) && SetConsoleMode(handle, mode | VirtualTerminalProcessing);
        }

        [DllImport("kernel32.dll")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        private static extern nint GetStdHandle(int handle);

        [DllImport("kernel32.dll")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        private static extern bool GetConsoleMode(nint handle, out uint mode);

        [DllImport("kernel32.dll")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        private static extern bool SetConsoleMode(nint handle, uint mode);
    }
}
