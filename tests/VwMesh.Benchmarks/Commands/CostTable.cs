using System.Globalization;

namespace VwMesh.Benchmarks.Commands;

/// <summary>The rows that are printed at the end, as Markdown.</summary>
internal sealed class CostTable
{
    private readonly List<string[]> _rows = [["what", "nodes", "wall", "CPU", "peak memory", "bytes", "in the same run"]];

    internal void Add(string what, int? nodes, Cost cost, long? bytes = null, string ratio = "") => Add(
        [what, Show(nodes), Seconds(cost.Wall), Seconds(cost.Cpu), cost.PeakMemory == 0 ? "" : Megabytes(cost.PeakMemory), bytes is { } b ? Megabytes(b) : "", ratio]);

    internal void Add(string what, int? nodes, TimeSpan wall, string ratio = "") =>
        Add([what, Show(nodes), Seconds(wall), "", "", "", ratio]);

    /// <summary>How many times one duration is another.</summary>
    internal static string Times(TimeSpan one, TimeSpan other, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{one / other:0.00} × {what}");

    internal void Print(TextWriter output)
    {
        var widths = Enumerable.Range(0, _rows[0].Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        foreach (var (index, row) in _rows.Index())
        {
            output.WriteLine($"| {string.Join(" | ", row.Select((cell, i) => IsNumber(i) ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i])))} |");
            if (index == 0)
                output.WriteLine($"|{string.Join("|", widths.Select((width, i) => IsNumber(i) ? new string('-', width + 1) + ":" : new string('-', width + 2)))}|");
        }
    }

    private void Add(string[] row)
    {
        // A bar would begin another column.
        _rows.Add([.. row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))]);
        // What takes minutes should show that it goes on.
        Console.Error.WriteLine(string.Join("  ", row.Where(cell => cell.Length > 0)));
    }

    private bool IsNumber(int column) => column > 0 && column < _rows[0].Length - 1;

    private static string Show(int? nodes) => nodes?.ToString("N0", CultureInfo.InvariantCulture) ?? "";

    private static string Seconds(TimeSpan time) => time.TotalSeconds < 0.1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s");

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:N0} MB");
}
