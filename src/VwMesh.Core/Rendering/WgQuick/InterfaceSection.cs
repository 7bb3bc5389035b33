using System.Globalization;
using System.Net.Sockets;
using System.Text;
using VwMesh.Model;

namespace VwMesh.Rendering.WgQuick;

/// <summary>
/// The [Interface] section of a node: WireGuard's settings, and the hooks that make the VXLAN interface and its guard.
/// </summary>
/// <remarks>
/// All that VwMesh makes, it makes in PostUp: PreUp runs before the interface exists up to wireguard-tools 1.0.20210914 and after it from
/// 1.0.20250521 on, and what fails before PostUp has nothing to clean up. wg-quick deletes only its own interface when a hook fails; so
/// every line from the VXLAN interface on begins with a trap that takes the rest down too.
/// </remarks>
internal sealed class InterfaceSection
{
    private readonly Network _network;
    private readonly PortGuard _guard;
    private readonly string _orElse;

    internal InterfaceSection(Network network)
    {
        _network = network;
        _guard = PortGuard.Of(network);
        string?[] cleanup = ["set +e", "ip link delete v%i", _guard.Discard];
        _orElse = $"trap '[ $? = 0 ] || {{ {string.Join("; ", cleanup.OfType<string>())}; }}' EXIT INT TERM; ";
    }

    /// <summary>The head of a line that floods; targets follow, each after a space.</summary>
    internal string FloodHead => $"PostUp = {_orElse}printf 'fdb append 00:00:00:00:00:00 dev v%i dst %s via %i\\n'";

    /// <summary>The end of a line that floods.</summary>
    internal const string FloodTail = " | bridge -batch -\n";

    /// <summary>The section up to the flood list.</summary>
    internal string BeforeFlood(Node node, string tunnelAddress)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Network {_network.Name}, node {node.Name}; written by VwMesh\n[Interface]\n");
        Line(text, "ListenPort", node.ListenPort);
        Line(text, "PrivateKey", node.PrivateKey!.Reveal());
        Line(text, "Address", string.Join(", ", node.LinkLayerAddress.Select(a => SafeWord.Of(a))));
        // VXLAN over IPv4 costs 14 bytes of Ethernet, 8 of VXLAN, 8 of UDP and 20 of IP (RFC 7348).
        Line(text, "MTU", _network.VxlanMtu + 50);
        Line(text, "Table", "off");
        if (node.FwMark != 0)
            Line(text, "FwMark", $"0x{node.FwMark:x}");
        if (node.SaveConfig)
            Line(text, "SaveConfig", "true");
        Lines(text, "PreUp", node.PreUp);
        if (_guard.Raise is { } raise)
            Line(text, "PostUp", _orElse + raise);
        Line(text, "PostUp", _orElse + MakeVxlan(node, tunnelAddress));
        if (AddressesOf(node, AddressFamily.InterNetworkV6) is { Count: > 0 } addresses)
            Line(text, "PostUp", _orElse + AddIPv6(addresses));
        return text.ToString();
    }

    /// <summary>The section after the flood list.</summary>
    internal string AfterFlood(Node node)
    {
        var text = new StringBuilder();
        Line(text, "PostUp", _orElse + "ip link set v%i up");
        foreach (var hook in node.PostUp)
            Line(text, "PostUp", _orElse + SafeWord.Hook(hook));
        if (HasPortMapping(node))
            Line(text, "PostUp", MapPort($"-e VwMesh-%i -r {node.ListenPort} udp"));
        Lines(text, "PreDown", node.PreDown);
        Line(text, "PreDown", "! ip link show v%i >/dev/null 2>&1 || ip link delete v%i");
        if (_guard.Lower is { } lower)
            Line(text, "PostDown", lower);
        if (HasPortMapping(node))
            Line(text, "PostDown", MapPort($"-d {node.ListenPort} udp"));
        Lines(text, "PostDown", node.PostDown);
        return text.ToString();
    }

    // ttl 1: what should ever leave outside of the tunnel dies at the first router. noudpcsum: WireGuard authenticates every byte.
    private string MakeVxlan(Node node, string tunnelAddress)
    {
        List<string> commands =
        [
            "! ip link show v%i >/dev/null 2>&1 || ip link delete v%i",
            string.Create(CultureInfo.InvariantCulture,
                $"ip link add v%i address {node.MacAddress} mtu {_network.VxlanMtu} type vxlan id {_network.VxlanId} local {tunnelAddress} dstport {_network.VxlanPort} ttl 1 noudpcsum"),
            "sysctl -q -e -w net/ipv4/conf/v%i/accept_redirects=0 net/ipv4/conf/v%i/send_redirects=0 net/ipv6/conf/v%i/accept_redirects=0",
            .. AddressesOf(node, AddressFamily.InterNetwork).Select(a => $"ip address add {a} dev v%i"),
        ];
        return string.Join("; ", commands);
    }

    // A system that has IPv6 off by default refuses the address unless it is turned on for the interface; a kernel without it has no such folder.
    // No duplicate address detection: the addresses are unique in the network's file, and daemons bind to them at once.
    private static string AddIPv6(IReadOnlyList<string> addresses) =>
        "[ ! -e /proc/sys/net/ipv6 ] || { sysctl -q -w net/ipv6/conf/v%i/disable_ipv6=0; "
        + string.Concat(addresses.Select(a => $"ip address add {a} dev v%i nodad; ")) + "}";

    private static bool HasPortMapping(Node node) => node is { UPnP: true, ListenPort: > 0 };

    // In the background and with no hold on wg-quick's output: a router may not answer, and that keeps nobody waiting.
    private static string MapPort(FormattableString arguments) =>
        $"upnpc {arguments.ToString(CultureInfo.InvariantCulture)} </dev/null >/dev/null 2>&1 &";

    private static List<string> AddressesOf(Node node, AddressFamily family) =>
        [.. node.Address.Append(node.IPv6Address).OfType<InterfaceAddress>().Where(a => a.Address.AddressFamily == family).Select(a => SafeWord.Of(a)).Distinct()];

    private static void Lines(StringBuilder text, string key, IEnumerable<string> hooks)
    {
        foreach (var hook in hooks)
            Line(text, key, SafeWord.Hook(hook));
    }

    private static void Line(StringBuilder text, string key, object value) => text.Append(CultureInfo.InvariantCulture, $"{key} = {value}\n");
}
