using System.Globalization;
using System.Net;
using VwMesh.Model;

namespace VwMesh.Live;

/// <summary>What a node has and runs of a network, as it was told by the node's own programs.</summary>
internal sealed record LiveNode
{
    /// <summary>Which of the programs that a node needs, it has.</summary>
    internal required IReadOnlySet<string> Programs { get; init; }

    /// <summary>The node's time.</summary>
    internal required DateTimeOffset Clock { get; init; }

    /// <summary>What tells one machine, or one container, from all others that run now: the kernel's boot id and the network namespace.</summary>
    internal string? Machine { get; init; }

    /// <summary>The address of the node to which the operator's ssh is connected; <see langword="null"/> where it is not known.</summary>
    internal IPAddress? ReachedAt { get; init; }

    /// <summary>The content of the installed file, with the node's key in it; <see langword="null"/> for none.</summary>
    internal string? File { get; init; }

    /// <summary>Who may do what with the file, in octal digits.</summary>
    internal string? FileMode { get; init; }

    /// <summary>The content of the installed program, or <see langword="null"/> where a file of an older kind or none is.</summary>
    internal string? Program { get; init; }

    /// <summary>The content of the program's unit, or <see langword="null"/>.</summary>
    internal string? Unit { get; init; }

    /// <summary>Whether the program keeps the Ethernet whole.</summary>
    internal bool HasKeeper { get; init; }

    /// <summary>The destinations of the network's own routes through the tunnel.</summary>
    internal IReadOnlySet<IPNetwork> Routes { get; init; } = new HashSet<IPNetwork>();

    /// <summary>Whether the users of the node are kept from the VXLAN port.</summary>
    internal bool KeepsUsersOut { get; init; }

    /// <summary>Whether the node forwards packets that come from the tunnels; <see langword="null"/> where this is not known.</summary>
    internal bool? IsForwarding { get; init; }

    /// <summary>WireGuard's own state; <see langword="null"/> when the interface is not there.</summary>
    internal WireGuardDevice? WireGuard { get; init; }

    /// <summary>A digest of all preshared keys of the WireGuard interface; <see langword="null"/> where the network has none, or the node cannot tell.</summary>
    internal string? PresharedKeyDigest { get; init; }

    /// <summary>The WireGuard interface.</summary>
    internal NetworkInterface? Tunnel { get; init; }

    /// <summary>The VXLAN interface.</summary>
    internal NetworkInterface? Vxlan { get; init; }

    /// <summary>The forwarding database of the VXLAN interface.</summary>
    internal IReadOnlySet<ForwardingEntry> Forwarding { get; init; } = new HashSet<ForwardingEntry>();

    /// <summary>The listing of the nftables guard, or <see langword="null"/> for none.</summary>
    internal string? NftTable { get; init; }

    /// <summary>The rules of iptables' mangle table, where there are any of this network's.</summary>
    internal string? IptablesRules { get; init; }

    /// <summary>Whether the host's firewall drops the Ethernet's packets; <see langword="null"/> where an older program runs, or none.</summary>
    internal bool? IsFirewallClosed { get; init; }

    /// <summary>Whether systemd runs on the node.</summary>
    internal bool HasSystemd { get; init; }

    /// <summary>Whether OpenRC runs on the node, with the service of wireguard-tools.</summary>
    internal bool HasOpenRc { get; init; }

    /// <summary>Whether systemd or OpenRC brings the WireGuard interface up when the node starts.</summary>
    internal bool IsEnabled { get; init; }

    /// <summary>Whether systemd starts the program with the WireGuard interface.</summary>
    internal bool IsKeeperEnabled { get; init; }

    /// <summary>Whether systemd or OpenRC brings the whole network up when the node starts. Without systemd, wg-quick's hook starts the program.</summary>
    internal bool StartsAtBoot => IsEnabled && (!HasSystemd || IsKeeperEnabled || Program is null);

    /// <summary>Whether the WireGuard interface is there, up or not.</summary>
    internal bool HasInterface => WireGuard is not null && Tunnel is not null;

    /// <summary>Whether the operator's ssh goes through the mesh.</summary>
    internal bool IsReachedThroughMesh => ReachedAt is { } at && (Vxlan?.Addresses ?? []).Concat(Tunnel?.Addresses ?? []).Any(a => a.Address.Equals(at));

    /// <summary>Whether both interfaces are up.</summary>
    internal bool IsUp => HasInterface && Tunnel!.IsUp && Vxlan is { IsUp: true, Vxlan: not null };

    /// <summary>Reads an answer to <see cref="ProbeScript.Probe"/>.</summary>
    /// <exception cref="VwMeshException">The answer is cut off or not readable (<c>NodeAnswerInvalid</c>), or an interface of the host has a name of the network's (<c>InterfaceNotOurs</c>).</exception>
    internal static LiveNode Read(NodeAnswer answer, Network network)
    {
        answer.RequireWhole();
        var name = network.Name;
        var programs = (answer.Output("tools") ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        if (!long.TryParse(answer.Output("clock")?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253402300799)
            throw answer.Invalid("it does not know the time");
        var vxlan = answer.RequireOutput("vxlan", "ip -j -d address show");
        if (vxlan is not null && !programs.Contains("bridge"))
            throw answer.Invalid("it has no 'bridge' (iproute2), so that its forwarding database cannot be read");
        var tunnel = NetworkInterface.Read(answer, answer.RequireOutput("tunnel", "ip -j -d address show"), name);
        if (tunnel is { IsEthernet: true })
            throw answer.NotOurs(name, tunnel, "the WireGuard interface", network);
        var ethernet = NetworkInterface.Read(answer, vxlan, "v" + name);
        if (ethernet is { Vxlan: null })
            throw answer.NotOurs("v" + name, ethernet, "the VXLAN interface", network);
        return new LiveNode
        {
            Programs = programs,
            Clock = DateTimeOffset.FromUnixTimeSeconds(seconds),
            Machine = answer.Output("machine")?.Trim() is { Length: > 0 } machine ? machine : null,
            ReachedAt = answer.Output("connection")?.Split(' ') is [_, _, var server, _] && IPAddress.TryParse(server, out var address) ? address : null,
            File = answer.RequireOutput("file", "cat"),
            FileMode = answer.Output("mode")?.Trim(),
            Program = answer.RequireOutput("program", "cat"),
            Unit = answer.RequireOutput("unit", "cat"),
            HasKeeper = answer.Words.ContainsKey("keeper"),
            Routes = answer.Output("routes") is { } routes ? RoutesIn(answer, routes, network) : new HashSet<IPNetwork>(),
            KeepsUsersOut = answer.Output("rule") is { } rule && rule.Contains($" dport {network.VxlanPort} ", StringComparison.Ordinal) && rule.Contains("prohibit", StringComparison.Ordinal),
            IsForwarding = answer.Output("forwarding")?.Trim() switch { "0" => false, "1" => true, _ => null },
            WireGuard = answer.RequireOutput("wg", "wg show dump") is { } dump ? WireGuardDevice.Read(answer, dump) : null,
            PresharedKeyDigest = answer.Output("presharedkeys")?.Split(' ')[0] is { Length: 64 } digest ? digest : null,
            Tunnel = tunnel,
            Vxlan = ethernet,
            Forwarding = answer.RequireOutput("fdb", "bridge -j fdb show") is { } entries ? ForwardingEntry.Read(answer, entries, name)
                : new HashSet<ForwardingEntry>(),
            NftTable = answer.Output("nft") is { Length: > 0 } listing ? listing : null,
            IptablesRules = answer.Output("iptables") is { } rules && GuardRules.HasIptables(rules + "\n", name) ? rules : null,
            IsFirewallClosed = answer.Output("firewall")?.Trim() switch { "closed" => true, "open" => false, _ => null },
            HasSystemd = answer.Words.ContainsKey("systemd"),
            HasOpenRc = answer.Words.ContainsKey("openrc"),
            IsEnabled = answer.Output("service")?.Trim() is "enabled",
            IsKeeperEnabled = answer.Output("keepservice")?.Trim() is "enabled",
        };
    }

    // Routes with the network's own metric are ours; others are the host's, or a user's hook made them.
    private static HashSet<IPNetwork> RoutesIn(NodeAnswer answer, string text, Network network)
    {
        var metric = string.Create(CultureInfo.InvariantCulture, $" metric {Network.RoutePreferenceOf(network.VxlanId)} ");
        return [.. text.Split('\n').Where(line => (line + " ").Contains(metric, StringComparison.Ordinal)).Select(line => line.Split(' ')[0]).Select(to =>
            NetworkPrefix.TryParseAllowedIP(to) ?? throw answer.Invalid($"ip reports a route to {Quoted.Show(to)}"))];
    }

    /// <summary>Which guard of the network runs as it should; <see cref="Guard.None"/> for none, or none that is whole.</summary>
    internal Guard RunningGuard(Network network) => Program is not null && !KeepsUsersOut ? Guard.None
        : NftTable is not null && GuardRules.IsNftables(NftTable, network) ? Guard.Nftables
        : IptablesRules is not null && GuardRules.IsIptables(IptablesRules, network) ? Guard.Iptables
        : Guard.None;
}
