using System.Management.Automation;
using VwMesh.Model;

namespace VwMesh.Output;

/// <summary>A network as cmdlets emit it.</summary>
public sealed class VwNetwork
{
    private readonly Network _network;

    internal VwNetwork(Network network) => _network = network;

    /// <summary>The name, which is that of the WireGuard interface on every node.</summary>
    public string Name => _network.Name;

    /// <summary>The IPv4 prefix that nodes get their addresses from.</summary>
    public PSObject? AddressPoolIPv4 => Text.Of(_network.AddressPoolIPv4);

    /// <summary>The IPv6 prefix in which each node's address follows from its key.</summary>
    public PSObject? AddressPoolIPv6 => Text.Of(_network.AddressPoolIPv6);

    /// <summary>The VXLAN network identifier (VNI).</summary>
    public int VxlanId => _network.VxlanId;

    /// <summary>The MTU inside the mesh, in bytes.</summary>
    public int VxlanMtu => _network.VxlanMtu;

    /// <summary>The UDP port of VXLAN.</summary>
    public int VxlanPort => _network.VxlanPort;

    /// <summary>The guard of the VXLAN port.</summary>
    public string Guard => _network.Guard.ToString();

    /// <summary>Whether each node's firewall lets the Ethernet's packets in from the tunnels.</summary>
    public bool OpenFirewall => _network.OpenFirewall;

    /// <summary>Which groups have tunnels with which.</summary>
    public TextList Peering => TextList.Of(_network.Peering, r => Text.Of(r.ToString()));

    /// <summary>Whether each pair has a preshared key that follows from the network's seed.</summary>
    public bool PresharedKey => _network.PresharedKeySeed is not null;

    /// <summary>Which round of preshared keys the nodes have.</summary>
    public int PresharedKeyEpoch => _network.PresharedKeyEpoch;

    /// <summary>How nodes learn of the networks behind other nodes.</summary>
    public string Routing => _network.Routing.ToString();

    /// <summary>How many nodes there are.</summary>
    public int NodeCount => _network.Nodes.Count;

    /// <summary>The names of the nodes.</summary>
    public TextList Nodes => TextList.Of(_network.Nodes, n => Text.OfNode(n.Name, n.Network));

    /// <summary>How many pairs of nodes may not peer.</summary>
    public int BlockedCount => _network.Blocked.Count;

    /// <summary>The pairs of nodes that may not peer.</summary>
    public TextList Blocked => TextList.Of([.. _network.Blocked.OrderBy(p => p.First, NodeName.Comparer).ThenBy(p => p.Second, NodeName.Comparer)], Text.Of);

    /// <summary>The full path of the network's file.</summary>
    public string Path => _network.Path;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is VwNetwork other && _network == other._network;

    /// <inheritdoc/>
    public override int GetHashCode() => _network.GetHashCode();

    /// <summary>The name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
