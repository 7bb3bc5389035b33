using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;

namespace VwMesh.Benchmarks.Commands;

/// <summary>The life of one network: made, read, changed, checked, completed at Tab, exported.</summary>
[SupportedOSPlatform("linux")]
internal sealed class NetworkWorkload
{
    private const string Name = SampleNetwork.Name;

    private readonly Engine _engine;
    private readonly int _nodes;
    private readonly Cost? _alone;
    private readonly string _folder;
    private readonly Vwgen? _vwgen;
    private readonly CostTable _table;
    private readonly Func<Func<Cost>, Cost> _repeat;

    /// <param name="engine">What runs the commands.</param>
    /// <param name="nodes">How many nodes the network has.</param>
    /// <param name="alone">What the engine takes by itself.</param>
    /// <param name="folder">An empty folder.</param>
    /// <param name="table">Takes the results.</param>
    /// <param name="repeat">Repeats what has no lasting effect.</param>
    internal NetworkWorkload(Engine engine, int nodes, Cost? alone, string folder, CostTable table, Func<Func<Cost>, Cost> repeat)
    {
        _engine = engine;
        _nodes = nodes;
        _alone = alone;
        _folder = folder;
        _vwgen = Vwgen.Find(folder);
        _table = table;
        _repeat = repeat;
    }

    private string File => Path.Combine(_folder, Name + ".toml");

    private string All => Show(_nodes);

    internal void Run()
    {
        Add();
        GiveEndpoints();
        var reading = Read();
        SetOne(reading);
        SetAll();
        Check();
        Complete();
        Export();
    }

    /// <summary>Measures a pipeline of a read, a change and an export of all nodes.</summary>
    /// <param name="half">What it took for half as many.</param>
    internal TimeSpan RunPipeline(TimeSpan? half)
    {
        Make();
        Sync();
        var cost = Run($"@(Get-VwNode {Name} | Set-VwNode -PersistentKeepalive 25 | Export-VwNodeConfig -DestinationPath out).Where({{ $_.Path.EndsWith('.conf') }}).Count", All);
        var bytes = CheckExport("out");
        _table.Add($"{_engine.Name}: Get-VwNode | Set-VwNode | Export-VwNodeConfig", _nodes, cost, bytes,
            half is { } h ? CostTable.Times(cost.Wall, h, "half as many nodes") : "");
        Remove("out");
        return cost.Wall;
    }

    private void Make()
    {
        Run($"New-VwNetwork {Name} -AddressPoolIPv4 {SampleNetwork.Pool} | Out-Null; 'made'", "made");
        Run($"$names = foreach ($i in 1..{All}) {{ \"node$i\" }}; @(Add-VwNode {Name} $names).Count", All);
        GiveEndpoints();
    }

    // So that nodes can reach each other, and the checks have nothing to warn of.
    private void GiveEndpoints() => Run($"@(Get-VwNode {Name} | Set-VwNode -Endpoint {{ \"$($_.Name).example.net\" }}).Count", All);

    private void Add()
    {
        var cost = _repeat(() =>
        {
            System.IO.File.Delete(File);
            Run($"New-VwNetwork {Name} -AddressPoolIPv4 {SampleNetwork.Pool} | Out-Null; 'made'", "made");
            return Run($"$names = foreach ($i in 1..{All}) {{ \"node$i\" }}; @(Add-VwNode {Name} $names).Count", All);
        });
        var clock = Stopwatch.StartNew();
        BasePoint.Multiply(_nodes);
        var keys = clock.Elapsed;
        Tell("Add-VwNode, all at once", cost, new FileInfo(File).Length, CostTable.Times(cost.Wall, keys, "libsodium's multiplications"));
        if (_vwgen?.Add(_nodes) is not { } other)
            return;
        _table.Add("vwgen add", _nodes, other, ratio: CostTable.Times(other.Wall, cost.Wall, "Add-VwNode"));
    }

    private Cost Read()
    {
        var cost = _repeat(() => Run($"@(Get-VwNode {Name}).Count", All));
        Tell("Get-VwNode", cost, ratio: CostTable.Times(cost.Wall, _alone!.Wall, $"{_engine.Name} alone"));
        return cost;
    }

    private void SetOne(Cost reading)
    {
        var mark = 0;
        var cost = _repeat(() =>
        {
            mark++;
            return Run($"(Set-VwNode {Name} node{_nodes / 2} -FwMark {Show(mark)}).FwMark", Show(mark));
        });
        var twice = 2 * (reading.Cpu - _alone!.Cpu);
        Tell("Set-VwNode of one node", cost, ratio: CostTable.Times(cost.Cpu - _alone.Cpu, twice, "the CPU of reading twice, without the engine's"));
    }

    private void SetAll()
    {
        var interval = 0;
        var cost = _repeat(() =>
        {
            interval++;
            return Run($"@(Get-VwNode {Name} | Set-VwNode -PersistentKeepalive {Show(interval)}).Count", All);
        });
        Tell("Get-VwNode | Set-VwNode", cost);
    }

    private void Check()
    {
        var cost = _repeat(() => Run($"@(Test-VwNetwork {Name} | Where-Object Severity -eq Error).Count", "0"));
        Tell("Test-VwNetwork", cost);
    }

    private void Complete()
    {
        _table.Add("Tab after part of a node's name, the first time", _nodes, CommandSuite.InFreshEngine("complete", BuiltFiles.Module, File, "1"));
        _table.Add("Tab after part of a node's name, the next time", _nodes, CommandSuite.InFreshEngine("complete", BuiltFiles.Module, File, "2"));
    }

    private void Export()
    {
        Sync();
        var cost = Run($"@(Export-VwNodeConfig {Name} -DestinationPath out).Where({{ $_.Path.EndsWith('.conf') }}).Count", All);
        var bytes = CheckExport("out");
        Sync();
        var (_, copying) = MeasuredProcess.Run(_folder, null, "cp", "-r", "out", "copy");
        MeasuredProcess.Run(_folder, null, "diff", "-r", "-q", "out", "copy");
        Remove("copy");
        _table.Add("cp -r of all configurations", _nodes, copying, bytes);
        Tell("Export-VwNodeConfig, all", cost, bytes, CostTable.Times(cost.Wall, copying.Wall, "cp -r"));
        var again = Run($"@(Export-VwNodeConfig {Name} -DestinationPath out | Where-Object Outcome -eq Unchanged).Where({{ $_.Path.EndsWith('.conf') }}).Count", All);
        Tell("Export-VwNodeConfig, nothing changed", again, bytes, CostTable.Times(again.Wall, copying.Wall, "cp -r"));
        Remove("out");
        ExportPresharedKeys();
        if (_vwgen is null)
            return;
        var (text, one) = _vwgen.ShowConfiguration(1);
        _table.Add("vwgen showconf of one node", _nodes, one, text.Length,
            CostTable.Times(one.Wall * _nodes, cost.Wall, "Export-VwNodeConfig of all, if run for each"));
    }

    // Each pair has a key of its own, so no two files have a section in common.
    private void ExportPresharedKeys()
    {
        Run($"[int](Set-VwNetwork {Name} -PresharedKey).PresharedKey", "1");
        Sync();
        var cost = Run($"@(Export-VwNodeConfig {Name} -DestinationPath keys).Where({{ $_.Path.EndsWith('.conf') }}).Count", All);
        var bytes = CheckExport("keys");
        Sync();
        var (_, copying) = MeasuredProcess.Run(_folder, null, "cp", "-r", "keys", "copy");
        Remove("copy");
        Remove("keys");
        Tell("Export-VwNodeConfig, all, with preshared keys", cost, bytes, CostTable.Times(cost.Wall, copying.Wall, "cp -r"));
        Run($"[int](Set-VwNetwork {Name} -PresharedKey:$false).PresharedKey", "0");
    }

    // Every node has its file, for its owner alone, with all the others in it.
    private long CheckExport(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(_folder, folder), Name + ".conf", SearchOption.AllDirectories);
        if (files.Length != _nodes || files.Any(f => System.IO.File.GetUnixFileMode(f) != (UnixFileMode.UserRead | UnixFileMode.UserWrite)))
            throw new BenchmarkException($"{files.Length} of {_nodes} files were written, or others than their owner may read them.");
        foreach (var file in (string[])[files[0], files[^1]])
        {
            var peers = System.IO.File.ReadLines(file).Count(line => line == "[Peer]");
            if (peers != _nodes - 1)
                throw new BenchmarkException($"A configuration has {peers} of {_nodes - 1} peers.");
        }
        return files.Sum(f => new FileInfo(f).Length);
    }

    private Cost Run(string script, string expected) => _engine.Run(_folder, script, expected);

    private void Tell(string what, Cost cost, long? bytes = null, string ratio = "") => _table.Add($"{_engine.Name}: {what}", _nodes, cost, bytes, ratio);

    private void Remove(string folder) => Directory.Delete(Path.Combine(_folder, folder), recursive: true);

    // What was written before is not to slow down what is measured next.
    private void Sync() => MeasuredProcess.Run(_folder, null, "sync");

    private static string Show(int number) => number.ToString(CultureInfo.InvariantCulture);
}
