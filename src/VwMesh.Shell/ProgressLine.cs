using System.Diagnostics;
using System.Management.Automation;

namespace VwMesh.Shell;

/// <summary>The progress of what runs, on one line that disappears; nothing where no one watches.</summary>
internal sealed class ProgressLine(Terminal terminal)
{
    private const string EraseLine = "\r\u001b[K";
    private const int BarWidth = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private bool _shown;
    private long _drawn;

    public void Show(ProgressRecord record)
    {
        if (!terminal.ErrorHasColor) return;
        lock (_lock)
        {
            if (record.RecordType == ProgressRecordType.Completed)
            {
                Erase();
                return;
            }
            if (_shown && Stopwatch.GetElapsedTime(_drawn) < Interval) return;
            _shown = true;
            _drawn = Stopwatch.GetTimestamp();
            Console.Error.Write(EraseLine + Line(record, terminal.Width - 1));
        }
    }

    /// <summary>Makes room for other output.</summary>
    public void Erase()
    {
        lock (_lock)
        {
            if (!_shown) return;
            _shown = false;
            Console.Error.Write(EraseLine);
        }
    }

    internal static string Line(ProgressRecord record, int width)
    {
        List<string> parts = [record.Activity];
        if (record.PercentComplete >= 0)
        {
            int filled = Math.Min(record.PercentComplete, 100) * BarWidth / 100;
            parts.Add($"[{new string('=', filled)}{new string(' ', BarWidth - filled)}] {record.PercentComplete} %");
        }
        if (record.SecondsRemaining >= 0) parts.Add(TimeSpan.FromSeconds(record.SecondsRemaining).ToString("c", null));
        parts.Add(record.StatusDescription);
        string line = string.Join("  ", parts).ReplaceLineEndings(" ");
        return line.Length <= width ? line : line[..width];
    }
}
