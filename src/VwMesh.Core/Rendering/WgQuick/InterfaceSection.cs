using System.Globalization;
using System.Net.Sockets;
using VwMesh.Model;
using VwMesh.Setup;

namespace VwMesh.Rendering.WgQuick;

/// <summary>
/// The [Interface] section of a node: WireGuard's settings, and the hooks that make the VXLAN interface and its guard.
/// </summary>
/// <remarks>
/// All that VwMesh makes, it makes in PostUp: PreUp runs before the interface exists up to wireguard-tools 1.0.20210914 and after it from
/// 1.0.20250521 on, and what fails before PostUp has nothing to clean up. wg-quick deletes only its own interface when a hook fails; so
/// every line begins with a trap that takes the rest down too. No line of VwMesh's has an ampersand: with bash 5.2 and later, wg-quick's
/// SaveConfig replaces each by the text <c>[Interface]</c>. Settings are written below /proc, because to sysctl a network's name ends at a '='.
/// </remarks>
internal sealed class InterfaceSection
{
    // Subshells are all that lines have in common with each other, so that a list of several lines is gathered in a file.
    private const string Entries = "/run/vwmesh-%i";

    // Every entry names the interface: by route alone frames would go into another network's tunnel where a host is in two, since all
    // networks have the range of the link-layer addresses.
    private const string FillForwardingDatabase =
        $"for p in $(<{Entries}); do printf 'fdb append %s dev v%i dst %s via %i\\n' 00:00:00:00:00:00 ${{p/*,}} ${{p/,*}} ${{p/*,}}; done"
        + $" | bridge -batch -; rm {Entries}";

    private const string IfThere = "[ ! -e /proc/sys/net/ipv4/conf/v%i ] || ";

    private const string FromNetworkFile = "# From the network file\n";

    private readonly PortGuard _guard;
    private readonly string _isOurs;
    private readonly string _orElse;
    private readonly string _vxlan;
    private readonly string _vxlanEnd;

    internal InterfaceSection(Network network)
    {
        _guard = PortGuard.Of(network);
        // 'ip link delete … type vxlan' deletes an interface of any kind, so the kind is read first. The VNI tells ours from another's VXLAN,
        // and so does a link-layer address: the network may have had another VNI when the interface was made.
        _isOurs = string.Create(CultureInfo.InvariantCulture, $"ip -d link show v%i | grep -qE \"vxlan id ({network.VxlanId} |.*169.254)\"");
        var isNew = string.Create(CultureInfo.InvariantCulture, $"ip -d link show v%i | grep -q \"vxlan id {network.VxlanId} \"");
        string?[] cleanup = ["set +e", $"rm -f {Entries}", $"if {isNew}; then ip link delete v%i; fi", _guard.Discard];
        _orElse = $"trap '[ $? = 0 ] || {{ {string.Join("; ", cleanup.OfType<string>())}; }}' EXIT INT TERM; ";
        _vxlan = string.Create(CultureInfo.InvariantCulture, $" mtu {network.VxlanMtu} type vxlan id {network.VxlanId} local ");
        _vxlanEnd = string.Create(CultureInfo.InvariantCulture, $" dstport {network.VxlanPort} ttl 1 nolearning noudpcsum");
    }

    /// <summary>The section up to the entries of the forwarding database.</summary>
    internal static void WriteBeforeEntries(ConfigText text, NodeSetup setup)
    {
        text.Write(HeadComment.Of(setup), "[Interface]\n");
        text.Line("ListenPort", Number(setup.WireGuard.ListenPort));
        text.Line("PrivateKey", setup.WireGuard.Key.Reveal(setup.Network.Name));
        text.Line("Address", string.Join(", ", setup.WireGuard.Address.Select(a => SafeWord.Of(a))));
        // VXLAN over IPv4 costs 14 bytes of Ethernet, 8 of VXLAN, 8 of UDP and 20 of IP (RFC 7348).
        text.Line("MTU", Number(setup.WireGuard.Mtu));
        text.Line("Table", "off");
        if (setup.WireGuard.FwMark != 0)
            text.Line("FwMark", "0x", setup.WireGuard.FwMark.ToString("x", CultureInfo.InvariantCulture));
        if (setup.WireGuard.SaveConfig)
            text.Line("SaveConfig", "true");
        Lines(text, "PreUp", setup.Hooks.PreUp);
        text.Write("# The members of the Ethernet, gathered in a file\n");
        text.Line("PostUp", ": >", Entries);
    }

    /// <summary>How a line of entries begins; they follow, each after a space.</summary>
    internal const string BeginOfEntries = "PostUp = echo";

    /// <summary>How a line of entries ends.</summary>
    internal const string EndOfEntries = " >>" + Entries + "\n";

    /// <summary>The section after the entries of the forwarding database, up to the routes.</summary>
    internal void WriteEthernet(ConfigText text, NodeSetup setup)
    {
        var addresses = setup.Vxlan.Address.ToLookup(a => a.Address.AddressFamily, a => SafeWord.Of(a));
        if (_guard.Raise is { } raise)
        {
            text.Write("# The guard: VXLAN passes through the tunnel only\n");
            text.Line("PostUp", _orElse, raise);
        }
        text.Write("# The Ethernet's interface, with its IPv4 addresses\n");
        text.Line("PostUp", [_orElse, .. MakeVxlan(setup.Vxlan, addresses[AddressFamily.InterNetwork])]);
        text.Write("# Its IPv6 addresses\n");
        text.Line("PostUp", [_orElse, .. SetUpIPv6([.. addresses[AddressFamily.InterNetworkV6]])]);
        text.Write("# Where the frames for each member go\n");
        text.Line("PostUp", _orElse, FillForwardingDatabase);
        text.Line("PostUp", _orElse, "ip link set v%i up");
    }

    /// <summary>The routes to the networks behind a member. One that the kernel refuses does not keep the node from starting.</summary>
    internal static string Routes(MemberSetup member, int vxlanId) => member.Routes.Count == 0 ? "" : $"# The networks behind {member.Name}\n" + string.Concat(member.Routes.Select(r =>
        string.Create(CultureInfo.InvariantCulture, $"PostUp = ip route replace {SafeWord.Of(r.Subnet)} via {SafeWord.Of(r.Gateway)} dev v%i metric {Network.RoutePreferenceOf(vxlanId)} onlink || :\n")));

    /// <summary>The section after the routes.</summary>
    internal void WriteEnd(ConfigText text, NodeSetup setup)
    {
        if (setup.Hooks.PostUp.Count > 0)
            text.Write(FromNetworkFile);
        foreach (var hook in setup.Hooks.PostUp)
            text.Line("PostUp", _orElse, SafeWord.Hook(hook));
        if (setup.WireGuard.MapsPort)
        {
            text.Write("# The router forwards the port (UPnP)\n");
            text.Line("PostUp", MapPort($"-e VwMesh-%i -r {setup.WireGuard.ListenPort} udp"));
        }
        Lines(text, "PreDown", setup.Hooks.PreDown);
        text.Write("# The Ethernet's interface and the guard go\n");
        text.Line("PreDown", IfThere, $"if {_isOurs}; then ip link delete v%i; else echo 'v%i is not ours and stays'; fi");
        if (_guard.Lower is { } lower)
            text.Line("PostDown", lower);
        if (setup.WireGuard.MapsPort)
            text.Line("PostDown", MapPort($"-d {setup.WireGuard.ListenPort} udp"));
        Lines(text, "PostDown", setup.Hooks.PostDown);
    }

    // ttl 1: what should ever leave outside of the tunnel dies at the first router. noudpcsum: WireGuard authenticates every byte.
    // nolearning: the forwarding database is the network file's, and no peer can take another's frames by using its address.
    // rp_filter: of two networks' routes to the link-layer range a strict filter would allow the first alone; WireGuard knows its senders.
    private IEnumerable<string> MakeVxlan(VxlanSetup vxlan, IEnumerable<string> addresses) =>
    [
        IfThere, $"if {_isOurs}; then ip link delete v%i; else echo 'v%i is not our VXLAN'; exit 1; fi",
        "; ip link add v%i address ", vxlan.Mac.Value, _vxlan, vxlan.Local.ToString(), _vxlanEnd,
        "; echo 2 >/proc/sys/net/ipv4/conf/%i/rp_filter",
        "; echo 0 >/proc/sys/net/ipv4/conf/v%i/accept_redirects",
        "; echo 0 >/proc/sys/net/ipv4/conf/v%i/send_redirects",
        .. addresses.Select(a => $"; ip address add {a} dev v%i"),
    ];

    // A system that has IPv6 off by default refuses the address unless it is turned on for the interface; a kernel without it has no such folder.
    // No duplicate address detection: the addresses are unique in the network's file, and daemons bind to them at once.
    private static IEnumerable<string> SetUpIPv6(List<string> addresses) =>
    [
        "[ ! -e /proc/sys/net/ipv6 ] || { echo 0 >/proc/sys/net/ipv6/conf/v%i/accept_redirects; ",
        addresses.Count > 0 ? "echo 0 >/proc/sys/net/ipv6/conf/v%i/disable_ipv6; " : "",
        .. addresses.Select(a => $"ip address add {a} dev v%i nodad; "),
        "}",
    ];

    // In the background and with no hold on wg-quick's output: a router may not answer, and that keeps nobody waiting.
    private static string MapPort(FormattableString arguments) =>
        $"coproc upnpc {arguments.ToString(CultureInfo.InvariantCulture)} </dev/null >/dev/null 2>/dev/null";

    private static void Lines(ConfigText text, string key, ValueList<string> hooks)
    {
        if (hooks.Count > 0)
            text.Write(FromNetworkFile);
        foreach (var hook in hooks)
            text.Line(key, SafeWord.Hook(hook));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
