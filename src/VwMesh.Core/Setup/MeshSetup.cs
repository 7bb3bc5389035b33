using System.Net;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Setup;

/// <summary>What the nodes of a network shall run. What they have in common is made once, for all of them. For use by many threads.</summary>
public sealed class MeshSetup
{
    /// <summary>14 bytes of Ethernet, 8 of VXLAN, 8 of UDP and 20 of IPv4 (RFC 7348).</summary>
    public const int VxlanOverhead = 50;

    private readonly Mesh _mesh;
    private readonly PeerSetup[] _peers;
    private readonly MemberSetup[] _members;
    private readonly List<Node> _unusable;
    private readonly IPNetwork? _range;
    private readonly MeshShape? _shape;
    private readonly ILookup<string, LinkSettings> _linksFrom;
    private readonly ILookup<string, LinkSettings> _linksTo;
    private readonly PresharedKeys? _presharedKeys;

    /// <summary>Prepares the setups of a network, for which it derives every public key.</summary>
    /// <param name="mesh">The network.</param>
    /// <exception cref="VwMeshException">The network's name cannot name interfaces (<c>InvalidNetworkName</c>).</exception>
    public MeshSetup(Mesh mesh)
    {
        ArgumentNullException.ThrowIfNull(mesh);
        _mesh = mesh;
        NetworkName.Parse(mesh.Network.Name);
        var usable = mesh.Usable;
        // A node without a key waits for it, and is not a peer until then.
        _unusable = [.. mesh.Network.Nodes.Where(n => n.PublicKey is not null && !Mesh.IsUsable(n))];
        _peers = new PeerSetup[usable.Count];
        _members = new MemberSetup[usable.Count];
        Parallel.For(0, usable.Count, i =>
        {
            var node = usable[i];
            _peers[i] = new PeerSetup(node.Name, node.PublicKey!, node.AllowedIPs, node.Endpoint)
            {
                Address = node.Address.Append(node.IPv6Address).FirstOrDefault()?.Address,
                PreviousKey = node.PublicKey!.Equals(node.PreviousPublicKey) ? null : node.PreviousPublicKey,
            };
            _members[i] = new MemberSetup(node.Name, node.MacAddress!.Value, Tunnels(node)) { Routes = mesh.Network.Routing == SubnetRouting.Static ? RoutesTo(node) : [] };
        });
        _range = _members.All(m => m.Tunnels.All(TunnelRange.Contains)) ? TunnelRange : null;
        _linksFrom = mesh.Network.Links.ToLookup(l => l.From, NodeName.Comparer);
        _linksTo = mesh.Network.Links.Where(l => l.PresharedKey is not null).ToLookup(l => l.To, NodeName.Comparer);
        _presharedKeys = mesh.Network.PresharedKeySeed?.KeysOf(mesh.Network.PresharedKeyEpoch);
        _shape = mesh.HasShape ? new MeshShape(mesh, _peers, _members) : null;
    }

    /// <summary>The range from which networks draw their tunnel addresses.</summary>
    public static IPNetwork TunnelRange { get; } = IPNetwork.Parse("169.254.192.0/18");

    /// <summary>The peers of all nodes.</summary>
    public IReadOnlyList<PeerSetup> Peers => _peers;

    /// <summary>The members of the Ethernet.</summary>
    public IReadOnlyList<MemberSetup> Members => _members;

    /// <summary>The topology of the network.</summary>
    public Mesh Mesh => _mesh;

    /// <summary>The network.</summary>
    public Network Network => _mesh.Network;

    /// <summary>What a node shall run.</summary>
    /// <param name="node">A node of the network.</param>
    /// <returns>The setup. All setups of the network share its lists.</returns>
    /// <exception cref="VwMeshException">The node has no key (<c>NoPrivateKey</c>), or it or a peer has no IPv4 link-layer address (<c>NoLinkLayerAddress</c>).</exception>
    public NodeSetup Of(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var network = _mesh.Network;
        RequireUsable(node);
        var blocked = _mesh.BlockedFor(node);
        foreach (var other in _unusable.Where(n => !blocked.Contains(n.Name)))
            RequireUsable(other);
        var own = _mesh.PositionOf(node)!.Value;
        var (peers, members) = _shape is null ? (EverybodyFor(own), EverybodyFor(own)) : (_shape.PeersOf(own), _shape.MembersOf(own));
        return new NodeSetup
        {
            Network = node.Network,
            Node = node.Name,
            Description = node.Description,
            WireGuard = new WireGuardSetup(network.Name, new NodeKey(node.PublicKey!, node.PrivateKey), node.ListenPort, node.FwMark, network.VxlanMtu + VxlanOverhead, node.LinkLayerAddress,
                _range, node.PersistentKeepalive, node.SaveConfig, node is { UPnP: true, ListenPort: > 0 }, new SharedList<PeerSetup>(_peers, peers, InsteadFor(own))) 
            {
                PresharedKeys = _presharedKeys,
                Relayed = _shape?.RelayedFor(own),
                Detours = _shape?.DetoursFor(own) ?? [],
            },
            Vxlan = new VxlanSetup("v" + network.Name, network.VxlanId, network.VxlanPort, network.VxlanMtu, _shape?.TimeToLive ?? 1, node.MacAddress!.Value, Tunnels(node)[0],
                node.AllAddresses.Append(node.PreviousIPv6Address).OfType<InterfaceAddress>().Distinct().ToValueList(), new SharedList<MemberSetup>(_members, members)),
            Subnets = node.Subnets,
            IsRelay = node.Relay,
            OpensFirewall = network.OpenFirewall,
            Guard = network.Guard,
            Hooks = new HookSetup(node.PreUp, node.PostUp, node.PreDown, node.PostDown),
        };
    }

    private List<Run> EverybodyFor(int own)
    {
        var without = _mesh.BlockedFor(_mesh.Usable[own]).Select(_mesh.PositionOf).OfType<int>().Append(own).Order().ToList();
        return Run.Except([new Run(0, _peers.Length)], without);
    }

    // A peer that carries others' traffic for this node, or that this node reaches in a way of its own.
    private Dictionary<int, PeerSetup> InsteadFor(int own)
    {
        var instead = _shape?.CarriersFor(own) ?? [];
        foreach (var link in _linksFrom[_mesh.Usable[own].Name])
        {
            if (_mesh.PositionOf(link.To) is { } to)
            {
                var peer = instead.GetValueOrDefault(to, _peers[to]);
                instead[to] = peer with { Endpoint = link.Endpoint ?? peer.Endpoint, PersistentKeepalive = link.PersistentKeepalive, PresharedKey = link.PresharedKey };
            }
        }
        foreach (var link in _linksTo[_mesh.Usable[own].Name])
        {
            if (_mesh.PositionOf(link.From) is { } from)
                instead[from] = instead.GetValueOrDefault(from, _peers[from]) with { PresharedKey = link.PresharedKey };
        }
        return instead;
    }

    private static ValueList<IPAddress> Tunnels(Node node) =>
        node.Tunnels.Select(a => a.Address).Distinct().ToValueList();

    // A check reports a subnet whose family the node has no address of.
    private static ValueList<SubnetRoute> RoutesTo(Node node) => node.Subnets
        .Select(subnet => (Subnet: subnet, Gateway: node.GatewayTo(subnet))).Where(r => r.Gateway is not null)
        .Select(r => new SubnetRoute(r.Subnet, r.Gateway!)).ToValueList();

    private void RequireUsable(Node node)
    {
        if (Mesh.IsUsable(node))
            return;
        var (fault, what) = node.PublicKey is null ? ("NoPrivateKey", "no key yet; Register-VwNode makes one on the node, Update-VwNodeKey makes one in the file.")
            : ("NoLinkLayerAddress", "no IPv4 link-layer address; Set-VwNode -LinkLayerAddress gives it one.");
        throw new VwMeshException(fault, ErrorKind.InvalidData,
            $"Node {Quoted.Show(node.Name)} of network {Quoted.Show(_mesh.Network.Name)} has {what}", node.Name);
    }
}
