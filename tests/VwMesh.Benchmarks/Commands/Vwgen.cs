namespace VwMesh.Benchmarks.Commands;

/// <summary>vwgen, to be compared with; where it lies, an environment variable says.</summary>
internal sealed class Vwgen
{
    /// <summary>Names the folder that has the Python package <c>vwgen</c>.</summary>
    internal const string Variable = "VWMESH_BENCH_VWGEN";

    private const string Network = "old";

    private readonly Dictionary<string, string> _environment;
    private readonly string _folder;

    private Vwgen(string package, string folder)
    {
        _environment = new() { ["PYTHONPATH"] = package, ["PYTHONDONTWRITEBYTECODE"] = "1" };
        _folder = folder;
    }

    /// <summary>vwgen, if it is there.</summary>
    /// <param name="folder">Where it may make a folder for its own network.</param>
    internal static Vwgen? Find(string folder) =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } package
            ? new Vwgen(Path.GetFullPath(package), Directory.CreateDirectory(Path.Combine(folder, "vwgen")).FullName)
            : null;

    /// <summary>Makes a network and adds nodes, all at once; the adding counts.</summary>
    internal Cost Add(int nodes)
    {
        Run("add", Network);
        Run("set", Network, "pool-ipv4", SampleNetwork.Pool, "pool-ipv6", "fd00:64::/64");
        var (_, cost) = Run(["add", Network, .. Enumerable.Range(1, nodes).Select(SampleNetwork.NodeName)]);
        // Its exit code is always 0.
        return File.ReadLines(Path.Combine(_folder, Network + ".conf")).Count(line => line.StartsWith("[Node.", StringComparison.Ordinal)) == nodes
            ? cost : throw new BenchmarkException($"vwgen did not add {nodes} nodes.");
    }

    /// <summary>Shows the configuration of one of the nodes.</summary>
    internal (string Configuration, Cost Cost) ShowConfiguration(int node) => Run("showconf", Network, SampleNetwork.NodeName(node));

    // Debian's own Python: it is the one that its packages python3-toml and python3-nacl are for.
    private (string Output, Cost Cost) Run(params IEnumerable<string> arguments) =>
        MeasuredProcess.Run(_folder, _environment, ["/usr/bin/python3", "-m", "vwgen", .. arguments]);
}
