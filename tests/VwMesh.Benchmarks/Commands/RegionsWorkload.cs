using System.Globalization;
using System.Runtime.Versioning;

namespace VwMesh.Benchmarks.Commands;

/// <summary>Five regions with two relays each, beside a full mesh of as many nodes: checked, asked for ways, exported.</summary>
[SupportedOSPlatform("linux")]
internal sealed class RegionsWorkload
{
    private const int Regions = 5;
    private const int MostPeersOfSpoke = 3;

    private readonly Engine _engine;
    private readonly int _nodes;
    private readonly string _folder;
    private readonly CostTable _table;
    private readonly Func<Func<Cost>, Cost> _repeat;

    /// <param name="engine">The shell that runs the commands.</param>
    /// <param name="nodes">How many nodes each of the two networks has.</param>
    /// <param name="folder">An empty folder.</param>
    /// <param name="table">Takes the results.</param>
    /// <param name="repeat">Repeats what has no lasting effect.</param>
    internal RegionsWorkload(Engine engine, int nodes, string folder, CostTable table, Func<Func<Cost>, Cost> repeat)
    {
        _engine = engine;
        _nodes = nodes;
        _folder = folder;
        _table = table;
        _repeat = repeat;
    }

    internal void Run()
    {
        // Nodes 0 to 9 are the relays; each other node belongs to the region of its last digit.
        Make("regions", "-AddressPoolIPv4 10.64.0.0/16 -VxlanId 7 -Peering hub:hub, r0:h0, r1:h1, r2:h2, r3:h3, r4:h4", $$"""
            $all = foreach ($i in 0..{{Show(_nodes - 1)}}) {
                $relay = $i -lt {{2 * Regions}}
                [pscustomobject]@{ Name = "node$i"; Endpoint = $relay ? "node$i.example.net" : ''; PersistentKeepalive = $relay ? 0 : 25; Relay = $relay; Groups = $relay ? "hub,h$($i % {{Regions}})" : "r$($i % {{Regions}})" }
            }
            @($all | Add-VwNode regions).Count
            """);
        Make("mesh", "-AddressPoolIPv4 10.128.0.0/16 -VxlanId 4", $"@(Add-VwNode mesh @(foreach ($i in 0..{Show(_nodes - 1)}) {{ \"peer$i\" }})).Count");
        _engine.Run(_folder, "@(Get-VwNode mesh | Set-VwNode -Endpoint { \"$($_.Name).example.net\" }).Count", Show(_nodes));
        var mesh = Test("mesh");
        var regions = Test("regions");
        Tell("Test-VwNetwork, regions with relays", regions, CostTable.Times(regions.Wall, mesh.Wall, "the full mesh"));
        var ways = _repeat(() => _engine.Run(_folder, $"@(Get-VwPeer regions node{Show(_nodes - 1)} | Where-Object State -eq Relayed).Count", Show(_nodes - 3)));
        Tell("Get-VwPeer, the ways of a node over relays", ways);
        MeasuredProcess.Run(_folder, null, "sync");
        var export = _engine.Run(_folder, "@(Export-VwNodeConfig regions -DestinationPath out -WarningAction SilentlyContinue).Where({ $_.Path.EndsWith('.conf') }).Count", Show(_nodes));
        var bytes = CheckExport();
        MeasuredProcess.Run(_folder, null, "sync");
        var (_, copying) = MeasuredProcess.Run(_folder, null, "cp", "-r", "out", "copy");
        _table.Add("cp -r of all files of the regions", _nodes, copying, bytes);
        _table.Add($"{_engine.Name}: Export-VwNodeConfig, regions with relays", _nodes, export, bytes, CostTable.Times(export.Wall, copying.Wall, "cp -r"));
        Directory.Delete(Path.Combine(_folder, "out"), recursive: true);
        Directory.Delete(Path.Combine(_folder, "copy"), recursive: true);
    }

    private void Make(string network, string settings, string nodes)
    {
        _engine.Run(_folder, $"New-VwNetwork {network} {settings} | Out-Null; 'made'", "made");
        _engine.Run(_folder, nodes, Show(_nodes));
    }

    private Cost Test(string network) => _repeat(() => _engine.Run(_folder, $"@(Test-VwNetwork {network} | Where-Object Severity -eq Error).Count", "0"));

    // A spoke knows the two relays of its region.
    private long CheckExport()
    {
        foreach (var spoke in (int[])[2 * Regions, _nodes - 1])
        {
            var peers = File.ReadLines(Path.Combine(_folder, "out", $"node{Show(spoke)}", "regions.conf")).Count(line => line == "[Peer]");
            if (peers is 0 or > MostPeersOfSpoke)
                throw new BenchmarkException($"The configuration of a spoke has {peers} peers.");
        }
        return Directory.GetFiles(Path.Combine(_folder, "out"), "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length);
    }

    private void Tell(string what, Cost cost, string ratio = "") => _table.Add($"{_engine.Name}: {what}", _nodes, cost, ratio: ratio);

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}
