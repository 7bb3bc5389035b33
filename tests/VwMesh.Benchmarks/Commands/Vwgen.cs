namespace VwMesh.Benchmarks.Commands;

/// <summary>vwgen, to be compared with; where it lies, an environment variable says.</summary>
internal sealed class Vwgen
{
    /// <summary>Names the folder that has the Python package <c>vwgen</c>.</summary>
    internal const string Variable = "VWMESH_BENCH_VWGEN";

    private readonly Dictionary<string, string> _environment;

    private Vwgen(string folder) => _environment = new() { ["PYTHONPATH"] = folder, ["PYTHONDONTWRITEBYTECODE"] = "1" };

    /// <summary>Why vwgen is left out, or <see langword="null"/> when it is not.</summary>
    internal static string? Missing { get; } =
        Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder ? $"{Variable} names no folder with it"
        : !Directory.Exists(Path.Combine(folder, "vwgen")) ? $"{Variable} names a folder without it"
        : null;

    internal static Vwgen? Find() => Missing is null ? new Vwgen(Path.GetFullPath(Environment.GetEnvironmentVariable(Variable)!)) : null;

    // Debian's own Python: it is the one that its packages python3-toml and python3-nacl are for.
    internal (string Output, Cost Cost) Run(string folder, params IEnumerable<string> arguments) =>
        MeasuredProcess.Run(folder, _environment, ["/usr/bin/python3", "-m", "vwgen", .. arguments]);
}
