using System.Globalization;

namespace VwMesh.Benchmarks.Commands;

/// <summary>How long wg-quick takes on the node to bring up a configuration with many peers, in a network namespace of its own.</summary>
internal static class WgQuickStart
{
    private static readonly string[] Tools = ["unshare", "ip", "bridge", "nft", "wg", "wg-quick", "wireguard-go"];

    // Its own /etc/wireguard, and processes that end with it.
    private const string Script = """
        set -e
        mount -t tmpfs -o mode=0755 tmpfs /run
        mount -t tmpfs -o mode=0700 tmpfs /etc/wireguard
        mount -t sysfs sysfs /sys
        ip link set lo up
        install -m 0600 "$1" /etc/wireguard/bench.conf
        begin=$EPOCHREALTIME
        wg-quick up bench >/dev/null 2>/run/log </dev/null || { cat /run/log >&2; exit 1; }
        end=$EPOCHREALTIME
        echo "$((${end/.} - ${begin/.})) $(wg show bench peers | wc -l) $(bridge fdb show dev vbench | grep -c '^00:00:00:00:00:00')"
        """;

    internal static void Measure(string folder, int peers, CostTable table)
    {
        if (!Environment.IsPrivilegedProcess || !Tools.All(Installed.Has))
        {
            Console.Error.WriteLine($"wg-quick is not measured: it takes root and {string.Join(", ", Tools)}.");
            return;
        }
        var engine = Engine.All().First();
        engine.Run(folder, $"New-VwNetwork {SampleNetwork.Name} -AddressPoolIPv4 {SampleNetwork.Pool} | Out-Null; 'made'", "made");
        engine.Run(folder, string.Create(CultureInfo.InvariantCulture,
            $"$names = foreach ($i in 1..{peers + 1}) {{ \"node$i\" }}; Add-VwNode {SampleNetwork.Name} $names | Out-Null; Export-VwNodeConfig {SampleNetwork.Name} -Format WgQuick node1 -DestinationPath out -WarningAction SilentlyContinue | Out-Null; 'made'"), "made");
        var ours = Start(folder, Path.Combine(folder, "out", SampleNetwork.NodeName(1), SampleNetwork.Name + ".conf"), peers);
        // What vwgen writes needs ethtool.
        if (!Installed.Has("ethtool") || Vwgen.Find(folder) is not { } vwgen)
        {
            table.Add("wg-quick up of one node", peers + 1, ours);
            return;
        }
        vwgen.Add(peers + 1);
        var (text, _) = vwgen.ShowConfiguration(1);
        var file = Path.Combine(folder, "vwgen.conf");
        File.WriteAllText(file, text + "\n");
        var theirs = Start(folder, file, peers);
        table.Add("wg-quick up of one node, by vwgen", peers + 1, theirs);
        table.Add("wg-quick up of one node", peers + 1, ours, CostTable.Times(ours, theirs, "vwgen's form of it"));
    }

    private static TimeSpan Start(string folder, string configuration, int peers)
    {
        var (output, _) = MeasuredProcess.Run(folder, new Dictionary<string, string> { ["WG_QUICK_USERSPACE_IMPLEMENTATION"] = "wireguard-go" },
            "unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "bash", "-c", Script, "bash", configuration);
        var numbers = output.Split(' ').Select(n => long.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        return numbers[1] == peers && numbers[2] == peers
            ? TimeSpan.FromMicroseconds(numbers[0])
            : throw new BenchmarkException($"wg-quick brought up {numbers[1]} peers and {numbers[2]} flood entries of {peers}.");
    }
}
