using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace VwMesh.Benchmarks.Commands;

/// <summary>Runs a program to its end and measures it, as Linux accounts for it.</summary>
internal static class MeasuredProcess
{
    private const int Children = -1;

    /// <summary>Runs a program.</summary>
    /// <returns>What it printed, without the final line break, and what it took.</returns>
    /// <exception cref="BenchmarkException">It ended with another code than 0.</exception>
    internal static (string Output, Cost Cost) Run(string folder, IReadOnlyDictionary<string, string>? environment, params IEnumerable<string> command)
    {
        string[] words = [.. command];
        var start = new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var cpuBefore = CpuOfChildren();
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var peak = 0L;
        // The kernel forgets a process's peak with the process.
        while (!process.WaitForExit(TimeSpan.FromMilliseconds(3)))
            peak = Math.Max(peak, PeakOf(process.Id));
        process.WaitForExit();
        var wall = clock.Elapsed;
        return process.ExitCode == 0
            ? (output.Result.TrimEnd(), new Cost(wall, CpuOfChildren() - cpuBefore, peak))
            : throw new BenchmarkException($"{string.Join(' ', words)} ended with {process.ExitCode}:\n{output.Result}{errors.Result}");
    }

    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return 0;
        }
    }

    private static TimeSpan CpuOfChildren()
    {
        // getrusage(2): user and system time come first, each as seconds and microseconds; 14 counters follow.
        var usage = new long[18];
        return getrusage(Children, usage) == 0
            ? TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3])
            : throw new BenchmarkException("getrusage(2) failed.");
    }

    [DllImport("libc")]
    private static extern int getrusage(int who, long[] usage);
}
