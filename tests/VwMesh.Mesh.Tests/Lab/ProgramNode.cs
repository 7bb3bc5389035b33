namespace VwMesh.MeshTests.Lab;

/// <summary>A host that runs a node of a mesh from the three files: plain wg-quick, program and unit.</summary>
internal sealed class ProgramNode
{
    private readonly MeshNode _node;

    private ProgramNode(Host host, string network, string folder)
    {
        Host = host;
        _node = new MeshNode(host, network);
        Folder = folder;
        Network = network;
    }

    internal Host Host { get; }

    internal string Network { get; }

    /// <summary>The folder of the three files, as they were exported.</summary>
    internal string Folder { get; }

    /// <summary>The program at its place.</summary>
    internal string Program => $"/etc/wireguard/{Network}.vwmesh";

    /// <summary>Makes a network by a script of cmdlets, in which <c>$net</c> is its name, and writes each node's three files.</summary>
    internal static ProgramNode[] Create(MeshLab lab, string network, string script, params Host[] hosts)
    {
        ModuleSession.Run(lab.Folder, $"$net = '{network}'\n{script}\n$null = Export-VwNodeConfig $net -DestinationPath files/$net");
        return [.. hosts.Select(h => new ProgramNode(h, network, Path.Combine(lab.Folder, "files", network, h.Name)))];
    }

    internal Task<string> InstallAsync() => Host.RunAsync($"cd '{Folder}'; sh '{Network}.vwmesh' install", 60);

    internal Task<string> RunAsync(string verb) => Host.RunAsync($"sh '{Program}' {verb}");

    internal Task<string> MeshIPv4Async() => _node.MeshIPv4Async();

    internal Task<string> MeshIPv6Async() => _node.MeshIPv6Async();

    internal Task<bool> ReachesAsync(string address) => _node.ReachesAsync(address);

    internal Task<PingCount> PingAsync(string arguments) => _node.PingAsync(arguments);

    /// <summary>The remains on the host: interfaces, tables, rules and processes.</summary>
    internal async Task<string> RemainsAsync() => (await _node.RemainsAsync() + await Host.RunAsync($"""
        ip rule show | grep prohibit || :
        pgrep -f '[{Network[0]}]{Network[1..]}.vwmesh' || :
        """)).Trim();

    /// <summary>Waits until a command of bash succeeds.</summary>
    internal async Task<bool> ComesAsync(string condition, int seconds = 20) => (await Host.TryAsync(
        $"for i in $(seq {seconds * 5}); do {condition} && exit 0; sleep 0.2; done; exit 1", seconds + 5)).Succeeded;
}
