using System.Globalization;
using VwMesh.Live;
using VwMesh.Model;
using VwMesh.Rendering;
using VwMesh.Rendering.NodeProgram;
using VwMesh.Rendering.WgQuick;
using VwMesh.Setup;

namespace VwMesh.Deployment;

/// <summary>In what a node differs from what the network's file wants, and what is to be done about it.</summary>
internal sealed class NodePlan
{
    private const int LongestHook = 200;
    private const string Hidden = "(hidden)";

    private readonly WantedNode _wanted;
    private readonly LiveNode _live;
    private readonly InstalledFile _installed;
    private readonly List<NodeDifference> _differences = [];
    private readonly HashSet<System.Net.IPNetwork> _moved = [];

    private NodePlan(WantedNode wanted, LiveNode live)
    {
        _wanted = wanted;
        _live = live;
        _installed = live.File is null ? InstalledFile.None : InstalledFile.Read(live.File, live.Program);
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

    // A key that stays on the node is compared by what runs.
    private string? InstalledTunnel => _wanted.Setup.WireGuard.Key.Private is not null || _live.File is null ? _live.File
        : string.Join('\n', _live.File.Split('\n').Select(line => line.StartsWith("PrivateKey = ", StringComparison.Ordinal) ? $"PrivateKey = {NodeKey.Placeholder(Name)}" : line));

    // wg-quick's, the program, and the unit, which only systemd needs.
    private (string Name, string? Installed, string Wanted)[] Files => NodeFormats.FileNamesOf(Name) is [var tunnel, var program, var unit]
        ? [(tunnel, InstalledTunnel, _wanted.Files.Tunnel), (program, _live.Program, _wanted.Files.Program), (unit, _live.Unit, _wanted.Files.Unit)]
        : throw new InvalidOperationException("A node has three files.");

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

    /// <summary>Plans to take the network off a node.</summary>
    /// <exception cref="VwMeshException">The node's VXLAN interface is another network's (<c>InterfaceNotOurs</c>).</exception>
    internal static NodePlan Removal(WantedNode wanted, LiveNode live)
    {
        var plan = new NodePlan(wanted, live) { IsRemoval = true };
        plan.RequireOurs();
        if (live.HasInterface || live.Vxlan is not null)
            plan.Add("Interface", wanted.Network.Name, "up", null, Impact.Restart);
        foreach (var (name, _, _) in plan.Files.Where(f => f.Installed is not null))
            plan.Add("File", name, "installed", null, Impact.Restart);
        return plan;
    }

    /// <summary>Whether the network is taken off the node.</summary>
    internal bool IsRemoval { get; private init; }

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
            CompareRoutes();
            ComparePrograms();
            if (_live is { Program: not null, HasKeeper: false })
                AddEthernet("Keeper", null, null, "running");
        }
        CompareFiles();
        if (_live.HasSystemd)
        {
            CompareService($"wg-quick@{Name}", _live.IsEnabled);
            CompareService($"vwmesh-{Name}", _live.IsKeeperEnabled);
        }
        else if (_live.HasOpenRc)
        {
            CompareService($"wg-quick.{Name}", _live.IsEnabled);
        }
    }

    private void CompareService(string service, bool isEnabled)
    {
        if (!isEnabled)
            Add("Service", service, "disabled", "enabled", Impact.None);
    }

    private void CompareWhatOnlyAStartBrings()
    {
        var vxlan = _live.Vxlan!;
        Compare("VxlanId", Text(vxlan.Vxlan!.Id), Text(Network.VxlanId), Impact.Restart);
        Compare("VxlanPort", Text(vxlan.Vxlan.Port), Text(Network.VxlanPort), Impact.Restart);
        Compare("LinkLayerAddress", vxlan.Vxlan.Local, _wanted.Local, Impact.Restart);
        if (_live.File is null)
            return;
        if (_live.Program is null)
        {
            Add("Program", Files[1].Name, null, "installed", Impact.Restart);
            return;
        }
        var wanted = InstalledFile.Read(_wanted.Files.Tunnel, _wanted.Files.Program).Starting;
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
        var (running, wanted) = (_live.Tunnel!.Mtu, _wanted.TunnelMtu);
        if (Compare("MTU", Text(running), Text(wanted), Impact.Hot, Name))
            Hot.AddIp($"link set dev {Name} mtu {Text(wanted)}", $"link set dev {Name} mtu {Text(running)}");
        // A key is shown by its public half.
        if (Compare("PrivateKey", device.PublicKey?.Value, Node.PublicKey!.Value, Impact.TunnelLoss))
            Hot.ChangesKey = true;
        if (Compare("MacAddress", _live.Vxlan!.Mac, _wanted.Setup.Vxlan.Mac.Value, Impact.Hot))
            Hot.ChangesEthernet = true;
        if (_live.Vxlan.Mtu != Network.VxlanMtu)
            AddEthernet("MTU", "v" + Name, Text(_live.Vxlan.Mtu), Text(Network.VxlanMtu));
    }

    private void ComparePeers()
    {
        var running = _live.WireGuard!.Peers;
        FindMoved();
        foreach (var key in running.Keys.Where(k => !_wanted.Peers.ContainsKey(k)))
        {
            Add("Peer", NameOf(key), key.Value, null, Impact.TunnelLoss);
            Hot.SetWireGuard($"peer {key.Value} remove");
        }
        var hasOtherKeys = HasOtherPresharedKeys();
        if (hasOtherKeys && running.Values.All(p => !_wanted.Peers.TryGetValue(p.PublicKey, out var peer) || p.HasPresharedKey == _wanted.Setup.WireGuard.PresharedKeyWith(peer) is not null))
            Add("PresharedKey", null, "others", Hidden, Impact.Hot);
        foreach (var (key, peer) in _wanted.Peers.Select(p => (p.Key, AsItRuns(p.Value))))
        {
            if (running.TryGetValue(key, out var there))
            {
                ComparePeer(there, peer, hasOtherKeys);
                continue;
            }
            Add("Peer", peer.Name, null, key.Value, Impact.Hot);
            Hot.AddPeer(_wanted.Section(peer, withEndpoint: true));
        }
    }

    // Some key is another, and only the node knows which. A session lives on with its keys, so nothing is lost when all are set.
    private bool HasOtherPresharedKeys() =>
        _live.PresharedKeyDigest is { } digest && !_installed.SetsPresharedKeys && digest != _wanted.DigestOfPresharedKeys(_live.WireGuard!.Peers.Keys);

    // A node that the network has no more is known by the name it had.
    private string NameOf(PublicKey key) => Network.Nodes.FirstOrDefault(n => key.Equals(n.PublicKey))?.Name
        ?? (_installed.Names.TryGetValue(key.Value, out var name) && name.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.') ? name : key.Value);

    private void ComparePeer(WireGuardPeer running, PeerSetup peer, bool hasOtherKeys)
    {
        var hasKey = _wanted.Setup.WireGuard.PresharedKeyWith(peer) is not null;
        // A hook may have set the key; taking it away would lower security.
        if (running.HasPresharedKey && !hasKey && !_installed.SetsPresharedKeys)
        {
            Add("PresharedKey", peer.Name, Hidden, null, Impact.Hot);
            Hot.SetWireGuard($"peer {running.PublicKey.Value} preshared-key /dev/null");
        }
        if (!running.HasPresharedKey && hasKey)
            Add("PresharedKey", peer.Name, null, Hidden, Impact.Hot);
        var differs = (hasKey && (hasOtherKeys || !running.HasPresharedKey))
            | Compare("AllowedIPs", Sorted(WithoutMoved(running.AllowedIPs)), Sorted(WithoutMoved(peer.AllowedIPs)), Impact.Hot, peer.Name)
            | Compare("PersistentKeepalive", Text(running.PersistentKeepalive), Text(peer.PersistentKeepalive ?? Node.PersistentKeepalive), Impact.Hot, peer.Name);
        // A running endpoint is where the peer was last heard from; what the file said is what counts.
        var before = _installed.Endpoints.GetValueOrDefault(running.PublicKey.Value);
        // The node's program resolves names, and tries a name that does not resolve again.
        var dials = peer.Endpoint is { } endpoint
            && ((running.Endpoint is null && endpoint.Address is not null) || (before is not null && before != endpoint.ToString()));
        if (dials)
            Add("Endpoint", peer.Name, before ?? running.Endpoint?.ToString(), peer.Endpoint!.ToString(), Impact.Hot);
        if (differs || dials)
            Hot.AddPeer(_wanted.Section(peer, dials));
    }

    // The keeper moves the prefixes of a peer with two keys to the key that shakes hands. The previous key holds them until then.
    private PeerSetup AsItRuns(PeerSetup peer)
    {
        var present = peer.Present ?? peer;
        if (present.PreviousKey is null)
            return peer;
        var previousHolds = _live.WireGuard!.Peers.GetValueOrDefault(present.PreviousKey)?.AllowedIPs.Count > 0;
        return peer with { AllowedIPs = previousHolds == peer.IsPreviousKey ? present.AllowedIPs : [] };
    }

    private IEnumerable<System.Net.IPNetwork> WithoutMoved(IEnumerable<System.Net.IPNetwork> allowed) => allowed.Where(p => !_moved.Contains(p));

    // The keeper gives the relayed range to a relay that answers, and the addresses of a silent node to another relay.
    private void FindMoved()
    {
        var (wireGuard, running) = (_wanted.Setup.WireGuard, _live.WireGuard!.Peers);
        bool Holds(PeerSetup peer, System.Net.IPNetwork prefix) => running.GetValueOrDefault(peer.PublicKey)?.AllowedIPs.Contains(prefix) == true;
        if (wireGuard.Relayed is { } relayed && relayed.Relays.Any(r => Holds(r.Peer, relayed.Range)))
            _moved.Add(relayed.Range);
        _moved.UnionWith(wireGuard.Detours.SelectMany(d => d.Prefixes.Where(p => Holds(d.Relay, p))));
    }

    private void CompareAddresses()
    {
        CompareTunnelAddresses();
        var (added, removed) = Changes(_live.Vxlan!.Addresses, [.. _wanted.Addresses]);
        foreach (var address in removed)
            AddEthernet("Address", address.ToString(), _wanted.Setup.Vxlan.Interface, null);
        foreach (var address in added)
            AddEthernet("Address", address.ToString(), null, _wanted.Setup.Vxlan.Interface);
    }

    // An address that the file did not bring is a user's hook's, or the administrator's.
    private (List<InterfaceAddress> Added, List<InterfaceAddress> Removed) Changes(IReadOnlyList<InterfaceAddress> running, IReadOnlyList<InterfaceAddress> wanted) =>
        ([.. wanted.Except(running)], [.. running.Except(wanted).Where(a => _installed.Addresses.Contains(a.ToString()))]);

    private void CompareTunnelAddresses()
    {
        var (item, device, running) = ("LinkLayerAddress", Name, _live.Tunnel!.Addresses);
        var (added, removed) = Changes(running, [.. _wanted.Setup.WireGuard.InterfaceAddresses]);
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

    private void CompareForwarding()
    {
        foreach (var entry in _live.Forwarding.Where(e => !_wanted.Forwarding.Contains(e)))
            AddForwarding(entry, entry.Destination, null);
        foreach (var entry in _wanted.Forwarding.Where(e => !_live.Forwarding.Contains(e)))
            AddForwarding(entry, null, entry.Destination);
    }

    private void AddForwarding(ForwardingEntry entry, string? running, string? wanted) =>
        AddEthernet(entry.Mac == MemberSetup.Everybody ? "FloodEntry" : "ForwardingEntry", entry.Mac == MemberSetup.Everybody ? null : entry.Mac, running, wanted);

    private void CompareRoutes()
    {
        if (_live.Program is null)
            return;
        foreach (var route in _wanted.Routes.Where(r => !_live.Routes.Contains(r)))
            AddEthernet("Route", route.ToString(), null, Name);
        foreach (var route in _live.Routes.Where(r => !_wanted.Routes.Contains(r)))
            AddEthernet("Route", route.ToString(), Name, null);
    }

    // A route to a network behind a node may cut the way to this node off, and so may a relay: they are changed under a rollback.
    private void ComparePrograms()
    {
        if (_live.Program is null || ProgramValues.Read(_live.Program) is not { } installed || ProgramValues.Read(_wanted.Files.Program) is not { } wanted)
            return;
        foreach (var (subnet, gateway) in wanted.Routes.Except(installed.Routes))
            AddEthernet("Subnet", subnet, null, gateway);
        foreach (var (subnet, gateway) in installed.Routes.Except(wanted.Routes))
            AddEthernet("Subnet", subnet, gateway, null);
        if (installed.TimeToLive != wanted.TimeToLive)
            AddEthernet("TTL", _wanted.Setup.Vxlan.Interface, Text(installed.TimeToLive), Text(wanted.TimeToLive));
        if (installed.IsRelay != wanted.IsRelay)
            AddEthernet("Relay", null, installed.IsRelay ? "yes" : null, wanted.IsRelay ? "yes" : null);
        else if (wanted.IsRelay && _live.IsForwarding == false)
            AddEthernet("Relay", null, "does not forward", "yes");
        if (installed.OpensFirewall != wanted.OpensFirewall || (wanted.OpensFirewall && _live.IsFirewallClosed == true))
            AddEthernet("Firewall", _wanted.Setup.Vxlan.Interface, _live.IsFirewallClosed == true ? "closed" : "open", wanted.OpensFirewall ? "open" : null);
    }

    private void CompareGuard()
    {
        if (_live.RunningGuard(Network) != Network.Guard)
        {
            var there = _live.RunningGuard(Network);
            AddEthernet("Guard", null, there == Guard.None ? _live.NftTable is null && _live.IptablesRules is null ? null : "altered" : Word(there),
                Network.Guard == Guard.None ? null : Word(Network.Guard));
            // The program makes the guard, and keeps one that seems whole. The program before may not know this kind.
            if (PortGuard.Of(Network).Lower is { } lower)
                Hot.AddGuard((Network.Guard == Guard.Nftables ? _live.NftTable : _live.IptablesRules) is null ? "" : Here(lower), Here(lower));
        }
        RemoveOther(Guard.Nftables, _live.NftTable is not null);
        RemoveOther(Guard.Iptables, _live.IptablesRules is not null);
    }

    private void RemoveOther(Guard guard, bool isThere)
    {
        if (!isThere || guard == Network.Guard)
            return;
        if (_differences.TrueForAll(d => d.Item != "Guard"))
            AddEthernet("Guard", null, Word(guard), Network.Guard == Guard.None ? null : Word(Network.Guard));
        Hot.AddGuard(Here(PortGuard.Of(Network with { Guard = guard }).Lower!), PortGuard.Of(Network).Lower is { } lower ? Here(lower) : "");
    }

    private string Here(string command) => command.Replace("%i", Name, StringComparison.Ordinal);

    private void CompareFiles()
    {
        foreach (var (name, installed, wanted) in _live.HasSystemd ? Files : Files[..2])
        {
            if (installed is null)
                Add("File", name, null, "installed", Impact.None);
            else if (!HeadComment.AreSame(installed, wanted))
                Add("File", name, "other content", "as the network has it", Impact.None);
        }
        if (_live is { File: not null, FileMode: not (null or "600" or "400") })
            Add("FileMode", Files[0].Name, _live.FileMode, "600", Impact.None);
    }

    private bool Compare(string item, string? running, string wanted, Impact impact, string? subject = null)
    {
        if (running == wanted)
            return false;
        Add(item, subject, running, wanted, impact);
        return true;
    }

    // The new program makes the difference to the Ethernet, and the one before unmakes it.
    private void AddEthernet(string item, string? subject, string? running, string? wanted)
    {
        Add(item, subject, running, wanted, Impact.Hot);
        Hot.ChangesEthernet = true;
    }

    private void Add(string item, string? subject, string? running, string? wanted, Impact impact) =>
        _differences.Add(new NodeDifference(Node.Network, Node.Name, item, subject, running, wanted, impact));

    private static string Word(Guard guard) => guard.ToString();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Mark(uint mark) => mark == 0 ? "off" : string.Create(CultureInfo.InvariantCulture, $"0x{mark:x}");

    private static string Sorted(IEnumerable<System.Net.IPNetwork> prefixes) =>
        string.Join(", ", prefixes.Select(p => p.ToString()).Distinct().Order(StringComparer.Ordinal));
}
