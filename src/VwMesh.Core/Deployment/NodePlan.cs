using System.Globalization;
using VwMesh.Live;
using VwMesh.Model;
using VwMesh.Rendering;
using VwMesh.Rendering.WgQuick;
using VwMesh.Setup;

namespace VwMesh.Deployment;

/// <summary>In what a node differs from what the network's file wants, and what is to be done about it.</summary>
internal sealed class NodePlan
{
    private const int LongestHook = 200;

    private readonly WantedNode _wanted;
    private readonly LiveNode _live;
    private readonly InstalledFile _installed;
    private readonly List<NodeDifference> _differences = [];

    private NodePlan(WantedNode wanted, LiveNode live)
    {
        _wanted = wanted;
        _live = live;
        _installed = live.File is null ? InstalledFile.None : InstalledFile.Read(live.File);
    }

    /// <summary>The differences, sorted by what they take.</summary>
    internal IReadOnlyList<NodeDifference> Differences => _differences;

    /// <summary>The most that any of them takes.</summary>
    internal Impact Impact => _differences.Count == 0 ? Impact.None : _differences.Max(d => d.Impact);

    /// <summary>What is done to the running interface, when it is not started anew.</summary>
    internal HotChange Hot { get; } = new();

    internal WantedNode Wanted => _wanted;

    internal LiveNode Live => _live;

    private Network Network => _wanted.Network;

    private Node Node => _wanted.Node;

    private string Name => Network.Name;

    /// <summary>Compares.</summary>
    /// <exception cref="VwMeshException">The node's VXLAN interface is another network's (<c>InterfaceNotOurs</c>).</exception>
    internal static NodePlan Of(WantedNode wanted, LiveNode live)
    {
        var plan = new NodePlan(wanted, live);
        plan.RequireOurs();
        plan.Compare();
        plan._differences.Sort((a, b) => b.Impact.CompareTo(a.Impact));
        return plan;
    }

    // A VXLAN interface is ours by its VNI, now or before the change, or by the tunnel address it sends from.
    private void RequireOurs()
    {
        if (_live.Vxlan is { Vxlan: { } vxlan } there && vxlan.Id != Network.VxlanId && vxlan.Id != _installed.VxlanId && vxlan.Local != _wanted.Local)
            throw NodeAnswer.NotOurs(Node.Name, "v" + Name, there, "the VXLAN interface", Network);
    }

    private void Compare()
    {
        if (!_live.IsUp)
        {
            Add("Interface", null, _live.HasInterface || _live.Vxlan is not null ? "incomplete" : null, "up", Impact.Restart);
        }
        else
        {
            CompareWhatOnlyAStartBrings();
            CompareWireGuard();
            ComparePeers();
            CompareAddresses();
            CompareForwarding();
            CompareGuard();
        }
        CompareFile();
        if (_live is { HasSystemd: true, IsEnabled: false })
            Add("Service", $"wg-quick@{Name}", "disabled", "enabled", Impact.None);
    }

    private void CompareWhatOnlyAStartBrings()
    {
        var (device, vxlan) = (_live.WireGuard!, _live.Vxlan!);
        // A key is shown by its public half.
        Compare("PrivateKey", device.PrivateKey?.PublicKey.Value, Node.PublicKey!.Value, Impact.Restart);
        Compare("VxlanId", Text(vxlan.Vxlan!.Id), Text(Network.VxlanId), Impact.Restart);
        Compare("VxlanPort", Text(vxlan.Vxlan.Port), Text(Network.VxlanPort), Impact.Restart);
        Compare("LinkLayerAddress", vxlan.Vxlan.Local, _wanted.Local, Impact.Restart);
        Compare("MacAddress", vxlan.Mac, Node.MacAddress!.Value.Value, Impact.Restart);
        if (_live.File is null)
            return;
        var wanted = InstalledFile.Read(_wanted.Content).Starting;
        foreach (var line in _installed.Starting.Except(wanted))
            Add("Hook", null, Quoted.Show(line, LongestHook), null, Impact.Restart);
        foreach (var line in wanted.Except(_installed.Starting))
            Add("Hook", null, null, Quoted.Show(line, LongestHook), Impact.Restart);
    }

    private void CompareWireGuard()
    {
        var device = _live.WireGuard!;
        if (Node.ListenPort != 0 && Compare("ListenPort", Text(device.ListenPort), Text(Node.ListenPort), Impact.TunnelLoss))
            Hot.SetWireGuard(string.Create(CultureInfo.InvariantCulture, $"listen-port {Node.ListenPort}"));
        if (Compare("FwMark", Mark(device.FwMark), Mark(Node.FwMark), Impact.Hot))
            Hot.SetWireGuard(string.Create(CultureInfo.InvariantCulture, $"fwmark {Node.FwMark}"));
        CompareMtu(Name, _live.Tunnel!.Mtu, _wanted.TunnelMtu);
        CompareMtu("v" + Name, _live.Vxlan!.Mtu, Network.VxlanMtu);
    }

    private void CompareMtu(string device, int running, int wanted)
    {
        if (running == wanted)
            return;
        Add("MTU", device, Text(running), Text(wanted), Impact.Hot);
        Hot.AddIp($"link set dev {device} mtu {Text(wanted)}", $"link set dev {device} mtu {Text(running)}");
    }

    private void ComparePeers()
    {
        var running = _live.WireGuard!.Peers;
        foreach (var key in running.Keys.Where(k => !_wanted.Peers.ContainsKey(k)))
        {
            Add("Peer", NameOf(key), key.Value, null, Impact.TunnelLoss);
            Hot.SetWireGuard($"peer {key.Value} remove");
        }
        foreach (var (key, peer) in _wanted.Peers)
        {
            if (running.TryGetValue(key, out var there))
            {
                ComparePeer(there, peer);
                continue;
            }
            Add("Peer", peer.Name, null, key.Value, Impact.Hot);
            Hot.AddPeer(_wanted.Section(peer, withEndpoint: true));
        }
    }

    // A node that the network has no more is known by the name it had.
    private string NameOf(PublicKey key) => Network.Nodes.FirstOrDefault(n => key.Equals(n.PublicKey))?.Name
        ?? (_installed.Names.TryGetValue(key.Value, out var name) && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.') ? name : key.Value);

    private void ComparePeer(WireGuardPeer running, PeerSetup peer)
    {
        if (running.HasPresharedKey)
        {
            Add("PresharedKey", peer.Name, "(hidden)", null, Impact.TunnelLoss);
            Hot.SetWireGuard($"peer {running.PublicKey.Value} preshared-key /dev/null");
        }
        var differs = Compare("AllowedIPs", Sorted(running.AllowedIPs), Sorted(peer.AllowedIPs), Impact.Hot, peer.Name)
            | Compare("PersistentKeepalive", Text(running.PersistentKeepalive), Text(Node.PersistentKeepalive), Impact.Hot, peer.Name);
        // A running endpoint is where the peer was last heard from; what the file said is what counts.
        var before = _installed.Endpoints.GetValueOrDefault(running.PublicKey.Value);
        var dials = peer.Endpoint is { } endpoint && (running.Endpoint is null || (before is not null && before != endpoint.ToString()));
        if (dials)
            Add("Endpoint", peer.Name, before ?? running.Endpoint?.ToString(), peer.Endpoint!.ToString(), Impact.Hot);
        if (differs || dials)
            Hot.AddPeer(_wanted.Section(peer, dials));
    }

    private void CompareAddresses()
    {
        CompareAddresses("LinkLayerAddress", Name, _live.Tunnel!.Addresses, [.. Node.LinkLayerAddress]);
        CompareAddresses("Address", "v" + Name, _live.Vxlan!.Addresses, [.. _wanted.Addresses]);
    }

    private void CompareAddresses(string item, string device, IReadOnlyList<InterfaceAddress> running, IReadOnlyList<InterfaceAddress> wanted)
    {
        // An address that the file did not bring is a user's hook's, or the administrator's.
        var (added, removed) = (wanted.Except(running).ToList(), running.Except(wanted).Where(a => _installed.Addresses.Contains(a.ToString())).ToList());
        // With an address the kernel may take others of its subnet away (promote_secondaries), so that these are given again.
        var kept = removed.Count == 0 ? [] : running.Except(removed).Select(a => GiveAddress(a, device)).ToList();
        foreach (var give in kept)
            Hot.AddIp("", give);
        foreach (var address in removed)
        {
            Add(item, address.ToString(), device, null, Impact.Hot);
            Hot.AddIp(TakeAddress(address, device), GiveAddress(address, device));
        }
        foreach (var address in added)
        {
            Add(item, address.ToString(), null, device, Impact.Hot);
            Hot.AddIp(GiveAddress(address, device), TakeAddress(address, device));
        }
        foreach (var give in kept)
            Hot.AddIp(give, "");
    }

    private static string GiveAddress(InterfaceAddress address, string device) =>
        $"address replace {address} dev {device}{(address.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? " nodad" : "")}";

    private static string TakeAddress(InterfaceAddress address, string device) => $"address del {address} dev {device}";

    // An entry is deleted only by all that it was made with, the interface too; without it the deletion does nothing and says fine.
    private void CompareForwarding()
    {
        foreach (var entry in _live.Forwarding.Where(e => !_wanted.Forwarding.Contains(e)))
        {
            AddForwarding(entry, entry.Destination, null);
            Hot.AddBridge(Command("del", entry), Command("append", entry));
        }
        foreach (var entry in _wanted.Forwarding.Where(e => !_live.Forwarding.Contains(e)))
        {
            AddForwarding(entry, null, entry.Destination);
            Hot.AddBridge(Command("append", entry), Command("del", entry));
        }
    }

    private void AddForwarding(ForwardingEntry entry, string? running, string? wanted) =>
        Add(entry.Mac == MemberSetup.Everybody ? "FloodEntry" : "ForwardingEntry", entry.Mac == MemberSetup.Everybody ? null : entry.Mac,
            running, wanted, Impact.Hot);

    private string Command(string verb, ForwardingEntry entry) => $"fdb {verb} {entry.Mac} dev v{Name} dst {entry.Destination} via {Name}";

    private void CompareGuard()
    {
        if (_live.RunningGuard(Network) != Network.Guard)
        {
            var (there, wanted) = (_live.RunningGuard(Network), PortGuard.Of(Network));
            Add("Guard", null, there == Guard.None ? _live.NftTable is null && _live.IptablesRules is null ? null : "altered" : Word(there),
                Network.Guard == Guard.None ? null : Word(Network.Guard), Impact.Hot);
            if (wanted.Raise is not null)
                Hot.AddGuard(Here(wanted.Raise), Network.Guard == there ? "" : Here(wanted.Lower!));
        }
        RemoveOther(Guard.Nftables, _live.NftTable is not null);
        RemoveOther(Guard.Iptables, _live.IptablesRules is not null);
    }

    private void RemoveOther(Guard guard, bool isThere)
    {
        if (!isThere || guard == Network.Guard)
            return;
        if (_differences.TrueForAll(d => d.Item != "Guard"))
            Add("Guard", null, Word(guard), Network.Guard == Guard.None ? null : Word(Network.Guard), Impact.Hot);
        var other = PortGuard.Of(Network with { Guard = guard });
        Hot.AddGuard(Here(other.Lower!), Here(other.Raise!));
    }

    private string Here(string command) => command.Replace("%i", Name, StringComparison.Ordinal);

    private void CompareFile()
    {
        if (_live.File is null)
            Add("File", null, null, $"{Name}.conf", Impact.None);
        else if (!HeadComment.AreSame(_live.File, _wanted.Content))
            Add("File", $"{Name}.conf", "other content", "as the network has it", Impact.None);
        else if (_live.FileMode is { } mode && mode is not ("600" or "400"))
            Add("FileMode", $"{Name}.conf", mode, "600", Impact.None);
    }

    private bool Compare(string item, string? running, string wanted, Impact impact, string? subject = null)
    {
        if (running == wanted)
            return false;
        Add(item, subject, running, wanted, impact);
        return true;
    }

    private void Add(string item, string? subject, string? running, string? wanted, Impact impact) =>
        _differences.Add(new NodeDifference(Node.Network, Node.Name, item, subject, running, wanted, impact));

    private static string Word(Guard guard) => guard.ToString();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Mark(uint mark) => mark == 0 ? "off" : string.Create(CultureInfo.InvariantCulture, $"0x{mark:x}");

    private static string Sorted(IEnumerable<System.Net.IPNetwork> prefixes) =>
        string.Join(", ", prefixes.Select(p => p.ToString()).Distinct().Order(StringComparer.Ordinal));
}
