using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace VwMesh.Benchmarks.Parts;

/// <summary>Runs in this process, which needs no further build, and shows what is allocated.</summary>
public sealed class PartsConfig : ManualConfig
{
    internal PartsConfig(bool isQuick)
    {
        Sizes = isQuick ? [20] : [100, 1000, 5000];
        AddJob((isQuick ? Job.Dry : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance));
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        AddLogger(ConsoleLogger.Default);
    }

    /// <summary>How many nodes the networks have.</summary>
    public static IReadOnlyList<int> Sizes { get; private set; } = [];
}
