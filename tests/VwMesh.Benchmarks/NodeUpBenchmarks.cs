using System.Diagnostics;
using System.Globalization;
using System.Net;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using VwMesh.Addressing;
using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Rendering.WgQuick;

namespace VwMesh.Benchmarks;

/// <summary>How long one node of a large network takes from <c>wg-quick up</c> to done, beside vwgen's way, which is a process a peer. Needs root.</summary>
[SimpleJob(RunStrategy.Monitoring, launchCount: 1, warmupCount: 1, iterationCount: 5)]
public class NodeUpBenchmarks
{
    private string _folder = "";

    /// <summary>How many nodes the network has.</summary>
    [Params(100, 1000)]
    public int Nodes { get; set; }

    /// <summary>Writes both files.</summary>
    [GlobalSetup]
    public void WriteFiles()
    {
        _folder = Directory.CreateTempSubdirectory("vwmesh-up-").FullName;
        var draft = new NetworkDraft(NetworkDefaults.New(Path.Combine(_folder, "wg-up.toml"), []) with { AddressPoolIPv4 = IPNetwork.Parse("10.64.0.0/16") });
        var allotter = new Allotter(draft);
        for (var i = 0; i < Nodes; i++)
            allotter.Add(string.Create(CultureInfo.InvariantCulture, $"n{i}"), new NodeChange());
        var network = draft.ToNetwork();
        var config = new WgQuickRenderer(new Mesh(network)).Render(network.Nodes[0]);
        Write("vwmesh", config);
        Write("vwgen", string.Join('\n', config.Split('\n').SelectMany(line => ByProcess(line, network))));
    }

    /// <summary>Removes both files.</summary>
    [GlobalCleanup]
    public void RemoveFiles() => Directory.Delete(_folder, recursive: true);

    /// <summary>A <c>bridge</c> for every peer, and entries for frames to everyone alone.</summary>
    [Benchmark(Baseline = true)]
    public void ProcessAPeer() => Up("vwgen");

    /// <summary>The file as it is: one <c>bridge</c>, and entries for each peer's own frames too.</summary>
    [Benchmark]
    public void OneBatch() => Up("vwmesh");

    private static IEnumerable<string> ByProcess(string line, Network network) =>
        line.Contains(">/run/", StringComparison.Ordinal) ? []
        : line.Contains("bridge -batch", StringComparison.Ordinal)
            ? network.Nodes.Skip(1).Select(peer => $"PostUp = bridge fdb append 00:00:00:00:00:00 dev v%i dst {peer.LinkLayerAddress[0].Address} via %i")
            : [line];

    private void Write(string way, string config)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, way)).FullName, "wg-up.conf");
        File.WriteAllText(path, config);
    }

    // In namespaces that end with the command, so that nothing has to be taken down in the measured time.
    private void Up(string way)
    {
        var start = new ProcessStartInfo("unshare", ["--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "bash", "-c",
            $"mount -t tmpfs tmpfs /run && wg-quick up '{_folder}/{way}/wg-up.conf' >/dev/null 2>&1 && [ $(bridge fdb show dev vwg-up | wc -l) -ge {Nodes - 1} ]"]);
        start.Environment["WG_QUICK_USERSPACE_IMPLEMENTATION"] = "wireguard-go";
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"wg-quick failed for {way}");
    }
}
