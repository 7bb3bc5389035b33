using System.Net;
using System.Net.Sockets;
using VwMesh.Addressing;
using VwMesh.Model;
using VwMesh.Setup;

namespace VwMesh.Importing;

/// <summary>Makes the network of what the files say, alone and of each other.</summary>
internal sealed class NetworkBuilder
{
    private const int LeastMtu = 68;

    private readonly IReadOnlyList<ImportedNode> _nodes;
    private readonly Peerings _peerings;
    private readonly FindingList _findings;
    private readonly FaultList _faults;
    private readonly ImportedShape _shape;
    private readonly bool _hasVxlan;
    // The file of each other node has routes to the networks behind a node, by its address.
    private readonly ILookup<IPAddress, IPNetwork> _subnets;

    private NetworkBuilder(IReadOnlyList<ImportedNode> nodes, Peerings peerings, FindingList findings, FaultList faults)
    {
        _nodes = nodes;
        _peerings = peerings;
        _findings = findings;
        _faults = faults;
        _shape = new ImportedShape(nodes, peerings, findings);
        _hasVxlan = nodes.Any(n => n.Hooks.HasVxlan);
        _subnets = nodes.SelectMany(n => n.Routes).Where(r => r.Gateway is not null).ToLookup(r => r.Gateway!.Address, r => r.Subnet);
    }

    internal static Network Build(Network settings, IReadOnlyList<ImportedNode> nodes, Peerings peerings, FindingList findings, FaultList faults)
    {
        var builder = new NetworkBuilder(nodes, peerings, findings, faults);
        var network = builder._hasVxlan ? builder.WithVxlan(settings) : builder.WithoutVxlan(settings);
        return builder.Fill(network with { Peering = builder._shape.Peering, OpenFirewall = nodes.Any(n => n.Hooks.OpensFirewall) || settings.OpenFirewall });
    }

    private Network WithVxlan(Network settings)
    {
        var with = _nodes.Where(n => n.Hooks.HasVxlan).ToList();
        int Agreed(string id, string what, Func<GeneratedHooks, int> value)
        {
            var counts = with.CountBy(n => value(n.Hooks)).ToDictionary();
            var most = counts.MaxBy(v => v.Value).Key;
            foreach (var node in with.Where(n => value(n.Hooks) != most))
            {
                var there = counts[most] > counts[value(node.Hooks)] ? "in most files" : $"in {Quoted.Show(with.First(n => value(n.Hooks) == most).Path, int.MaxValue)}";
                _findings.Add(id, node, $"{what} is {value(node.Hooks)} here, and {most} {there}; the network takes {most}.",
                    node.Hooks.VxlanSetting!.Line);
            }
            return most;
        }
        foreach (var node in _nodes.Where(n => n.HasFile && !n.Hooks.HasVxlan))
            _findings.Add("VxlanAdded", node, $"{node.Name} has no VXLAN interface as the others have; it gets one.");
        foreach (var node in with.Where(n => n.Hooks.HardwareAddress is { } mac && mac != MacAddress.FromPublicKey(_peerings.PreviousKeyOf(n) ?? n.PublicKey!).Value))
        {
            _findings.Add("MacAddressChanges", node,
                $"the MAC address {node.Hooks.HardwareAddress} becomes {MacAddress.FromPublicKey(node.PublicKey!)}, which follows from the key.",
                node.Hooks.VxlanSetting!.Line);
        }
        var guards = with.Select(n => n.Hooks.Guard).OfType<Guard>().ToList();
        return settings with
        {
            VxlanId = Agreed("VxlanIdDiffers", "the VNI", h => h.VxlanId),
            VxlanMtu = Agreed("VxlanMtuDiffers", "the MTU of VXLAN", h => h.VxlanMtu ?? settings.VxlanMtu),
            VxlanPort = Agreed("VxlanPortDiffers", "the port of VXLAN", h => h.VxlanPort),
            Guard = guards.Count > 0 ? guards.CountBy(g => g).MaxBy(g => g.Value).Key : settings.Guard,
            AddressPoolIPv4 = PoolIPv4(),
            AddressPoolIPv6 = PoolIPv6(),
        };
    }

    private Network WithoutVxlan(Network settings)
    {
        var mtus = _nodes.Where(n => n.HasFile).Select(n => n.Mtu).Distinct().ToList();
        var network = settings with
        {
            VxlanMtu = mtus is [{ } mtu] && mtu - MeshSetup.VxlanOverhead >= LeastMtu ? mtu - MeshSetup.VxlanOverhead : settings.VxlanMtu,
        };
        _findings.Add("VxlanAdded",
            $"These nodes have no VXLAN interface; each gets one, with VNI {network.VxlanId}, and an address from "
            + $"{network.AddressPoolIPv4?.ToString() ?? "no pool"}. The tunnels stay as they are.");
        if (mtus.Count > 1)
            _findings.Add("MtuDiffers", $"MTU is not the same in all files; the network takes {network.VxlanMtu + MeshSetup.VxlanOverhead}.");
        return network;
    }

    // The prefix in which most nodes have an address; of equals, the one that comes first.
    private IPNetwork? PoolIPv4() => _nodes
        .SelectMany(n => n.VxlanAddress
            .Where(a => a.Address.AddressFamily == AddressFamily.InterNetwork && a.PrefixLength < 32).Select(a => a.GetNetwork()).Distinct())
        .CountBy(p => p).OrderByDescending(p => p.Value).Select(p => (IPNetwork?)p.Key).FirstOrDefault();

    private IPNetwork? PoolIPv6() => _nodes
        .SelectMany(n => n.VxlanAddress.Where(a => IsDerived(a, n.PublicKey)).Select(a => a.GetNetwork()))
        .CountBy(p => p).OrderByDescending(p => p.Value).Select(p => (IPNetwork?)p.Key).FirstOrDefault();

    private static bool IsDerived(InterfaceAddress address, PublicKey? key) =>
        key is not null && address.Address.AddressFamily == AddressFamily.InterNetworkV6 && DerivedAddress.In(address.GetNetwork(), key) == address;

    private Network Fill(Network network)
    {
        var draft = new NetworkDraft(network);
        var allotter = new Allotter(draft);
        // Those that bring addresses along come first, so that none of these is allotted to another.
        foreach (var node in _nodes.OrderBy(n => n.Hooks.HasVxlan && n.LinkLayerAddress.Count > 0 ? 0 : 1))
        {
            var change = ChangeFor(node, network);
            try
            {
                // Nobody knows how old the key is.
                draft.Replace(allotter.Add(node.Name, change) with { KeyDate = null, PreviousPublicKey = _peerings.PreviousKeyOf(node) });
            }
            catch (VwMeshException e)
            {
                _faults.Add(e.At(node.Path));
            }
        }
        if (_faults.All.Count > 0)
            return network;
        foreach (var (one, other) in _shape.Blocked)
            draft.Block(one.Name, other.Name);
        var keepalives = _nodes.ToDictionary(n => n, n => _peerings.KeepaliveOf(n));
        foreach (var (one, other) in _shape.Tunnels)
        {
            if (_peerings.PresharedKeyOf(one, other) is { } key)
                draft.SetPresharedKey(one.Name, other.Name, key);
            foreach (var (owner, peer) in new[] { (one, other), (other, one) })
            {
                if (_peerings.KeepaliveOf(owner, peer) is { } keepalive && keepalive != keepalives[owner])
                    draft.ChangeLink(owner.Name, peer.Name, link => link with { PersistentKeepalive = keepalive });
            }
        }
        var result = draft.ToNetwork();
        foreach (var node in _nodes.Where(n => n.HasFile))
            ReportAddresses(node, result);
        return result;
    }

    private NodeChange ChangeFor(ImportedNode node, Network network) => new()
    {
        Address = node.Hooks.HasVxlan
            ? node.VxlanAddress.Where(a => !((IsDerived(a, node.PublicKey) || IsDerived(a, _peerings.PreviousKeyOf(node))) && a.GetNetwork() == network.AddressPoolIPv6)).ToValueList()
            : null,
        AllowedIPs = _peerings.AllowedIPsOf(node),
        Endpoint = _peerings.EndpointOf(node)?.ToString(),
        FwMark = node.FwMark,
        Groups = _shape.GroupsOf(node),
        LinkLayerAddress = node.LinkLayerAddress.Count > 0 ? node.LinkLayerAddress : null,
        ListenPort = node.HasFile ? node.ListenPort : null,
        PersistentKeepalive = _peerings.KeepaliveOf(node),
        PrivateKey = node.PrivateKey,
        PublicKey = node.PrivateKey is null ? node.PublicKey : null,
        Relay = _peerings.IsRelay(node),
        SaveConfig = node.SaveConfig,
        Subnets = node.VxlanAddress.SelectMany(a => _subnets[a.Address]).Distinct().ToValueList(),
        UPnP = node.Hooks.UPnP,
        PreUp = Hooks(node, HookKind.PreUp),
        PostUp = Hooks(node, HookKind.PostUp),
        PreDown = Hooks(node, HookKind.PreDown),
        PostDown = Hooks(node, HookKind.PostDown),
    };

    private static ValueList<string> Hooks(ImportedNode node, HookKind kind) =>
        node.Hooks.Own(kind).Select(h => h.Value).Where(h => Hook.FaultOf(h) is null).ToValueList();

    private void ReportAddresses(ImportedNode imported, Network network)
    {
        var node = network.Find(imported.Name)!;
        var tunnel = node.Tunnels.ToList();
        if (imported.LinkLayerAddress.Count == 0)
            _findings.Add("LinkLayerAddressAllotted", imported,
                $"{node.Name} has no Address; its WireGuard interface gets {node.LinkLayerAddress}.");
        else if (tunnel.Count == 0)
            _findings.Add("NoLinkLayerAddress", imported,
                $"{node.Name} has no IPv4 Address, which VXLAN needs; give it one with Set-VwNode -LinkLayerAddress.");
        if (imported.Hooks.HasVxlan && node.IPv6Address is { } derived && !imported.VxlanAddress.Contains(derived))
            _findings.Add("DerivedAddressAdded", imported, $"{node.Name} gets the address {derived}, which follows from its key.");

        // wg-quick makes a route for each of AllowedIPs unless Table is off (wg-quick(8)); it then stays off.
        if (imported.Interface.Last("Table") is { } table && FileFindings.IsOneOf(table.Value, "off"))
            return;
        bool IsConnected(IPNetwork prefix) =>
            node.LinkLayerAddress.Any(a => a.GetNetwork().Contains(prefix.BaseAddress) && a.PrefixLength <= prefix.PrefixLength);
        var routed = network.Nodes
            .Where(peer => peer.Name != node.Name && !network.IsBlocked(peer.Name, node.Name))
            .SelectMany(peer => peer.AllowedIPs.Where(prefix => !IsConnected(prefix) && !peer.Tunnels.Any(a => prefix == new IPNetwork(a.Address, 32)))).Distinct().ToList();
        if (routed.Count > 0)
        {
            _findings.Add("RoutesNotMade", imported,
                $"wg-quick made routes into the tunnel to {string.Join(", ", routed)}; with Table = off, which VwMesh writes, it makes none. "
                + $"Add a hook for each that is needed, such as PostUp = ip route add {routed[0]} dev %i.");
        }
    }
}
