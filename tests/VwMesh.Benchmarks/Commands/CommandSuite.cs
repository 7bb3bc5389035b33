using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace VwMesh.Benchmarks.Commands;

/// <summary>Whole commands in fresh processes, each checked for what it is to do, and what they cost beside what they are measured by.</summary>
[SupportedOSPlatform("linux")]
internal sealed class CommandSuite
{
    private const int Runs = 3;

    private readonly bool _isQuick;
    private readonly CostTable _table = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("vwmesh-bench-").FullName;

    private CommandSuite(bool isQuick) => _isQuick = isQuick;

    /// <summary>Measures everything and prints the table.</summary>
    /// <param name="isQuick">Small networks and single runs: shows that all works, not how fast.</param>
    /// <returns>The exit code: 1 when a command did not do what it is for.</returns>
    internal static int Run(bool isQuick)
    {
        var suite = new CommandSuite(isQuick);
        try
        {
            suite.Run();
            suite._table.Print(Console.Out);
            return 0;
        }
        catch (BenchmarkException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
        finally
        {
            Directory.Delete(suite._folder, recursive: true);
        }
    }

    private void Run()
    {
        Console.Out.WriteLine(Machine());
        Console.Out.WriteLine();
        MeasureImport();
        foreach (var engine in Engine.All())
        {
            var alone = Repeat(() => engine.Run(_folder, "'ready'", "ready"));
            _table.Add($"{engine.Name} alone", null, alone);
            foreach (var nodes in _isQuick ? new[] { 60 } : [1000, 5000])
                new NetworkWorkload(engine, nodes, alone, NewFolder(), _table, Repeat).Run();
        }
        foreach (var nodes in _isQuick ? new[] { 60 } : [1000, 5000])
            new RegionsWorkload(Engine.All().Last(), nodes, NewFolder(), _table, Repeat).Run();
        MeasureCurve(Engine.All().Last());
        WgQuickStart.Measure(NewFolder(), _isQuick ? 20 : 1000, _table);
    }

    private void MeasureImport()
    {
        MeasureImport("", module => InFreshEngine("import", module));
        if (Installed.Has("pwsh"))
            MeasureImport("pwsh: ", InPwsh);
    }

    private void MeasureImport(string engine, Func<string, TimeSpan> import)
    {
        var empty = Repeat(() => import(BuiltFiles.EmptyModule), time => time);
        var ours = Repeat(() => import(BuiltFiles.Module), time => time);
        _table.Add($"{engine}Import-Module of an empty binary module", null, empty);
        _table.Add($"{engine}Import-Module VwMesh", null, ours, CostTable.Times(ours, empty, "the empty module"));
    }

    private static TimeSpan InPwsh(string module) => Milliseconds(["pwsh", "-NoProfile", "-NonInteractive", "-Command",
        $"$clock = [Diagnostics.Stopwatch]::StartNew(); Import-Module '{module}'; $clock.Elapsed.TotalMilliseconds"]);

    private void MeasureCurve(Engine engine)
    {
        TimeSpan? before = null;
        foreach (var nodes in _isQuick ? new[] { 15, 30 } : [250, 500, 1000, 2000, 4000])
        {
            var workload = new NetworkWorkload(engine, nodes, null, NewFolder(), _table, Repeat);
            before = workload.RunPipeline(before);
        }
    }

    /// <summary>Times something inside of a fresh engine.</summary>
    internal static TimeSpan InFreshEngine(params string[] arguments) => Milliseconds([BuiltFiles.FreshEngine, .. arguments]);

    private static TimeSpan Milliseconds(IEnumerable<string> command)
    {
        var (output, _) = MeasuredProcess.Run(Path.GetTempPath(), null, command);
        return TimeSpan.FromMilliseconds(double.Parse(output, CultureInfo.InvariantCulture));
    }

    // The run in the middle of several.
    private Cost Repeat(Func<Cost> run) => Repeat(run, cost => cost.Wall);

    private T Repeat<T>(Func<T> run, Func<T, TimeSpan> time) =>
        Enumerable.Range(0, _isQuick ? 1 : Runs).Select(_ => run()).OrderBy(time).ElementAt(_isQuick ? 0 : Runs / 2);

    private string NewFolder() => Directory.CreateDirectory(Path.Combine(_folder, Guid.NewGuid().ToString("n"))).FullName;

    private static string Machine()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} processors ({RuntimeInformation.OSArchitecture}), {memory} GB of memory, {RuntimeInformation.RuntimeIdentifier}, .NET {Environment.Version}, {DateTime.UtcNow:yyyy-MM-dd}");
    }
}
