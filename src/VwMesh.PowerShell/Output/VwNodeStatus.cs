using System.Management.Automation;
using VwMesh.Live;

namespace VwMesh.Output;

/// <summary>The state of a running node, as cmdlets emit it.</summary>
public sealed class VwNodeStatus
{
    private readonly NodeStatus _status;

    internal VwNodeStatus(NodeStatus status) => _status = status;

    /// <summary>The network.</summary>
    public PSObject? Network => Text.Of(_status.Network);

    /// <summary>The node.</summary>
    public PSObject Node => Text.OfNode(_status.Node, _status.Network);

    /// <summary>How much of the network runs.</summary>
    public string State => _status.State.ToString();

    /// <summary>Why nothing is known of the node, or <see langword="null"/> when it answered.</summary>
    public PSObject? Error => Text.Of(_status.Error);

    /// <summary>How many tunnels are live, of how many: <c>3/4</c>.</summary>
    public PSObject Tunnels => Text.Of($"{_status.LivePeers}/{_status.Peers.Count}", ("Live", _status.LivePeers), ("Count", _status.Peers.Count));

    /// <summary>The addresses of the VXLAN interface.</summary>
    public TextList Address => TextList.Of(_status.Address, a => Text.Of(a)!);

    /// <summary>The VXLAN network identifier.</summary>
    public int? VxlanId => _status.VxlanId;

    /// <summary>The MTU of the VXLAN interface, in bytes.</summary>
    public int? VxlanMtu => _status.VxlanMtu;

    /// <summary>The UDP port of VXLAN.</summary>
    public int? VxlanPort => _status.VxlanPort;

    /// <summary>The hardware address of the VXLAN interface.</summary>
    public string? MacAddress => _status.MacAddress;

    /// <summary>The running guard of the VXLAN port.</summary>
    public string? Guard => _status.Guard?.ToString();

    /// <summary>The public key the WireGuard interface has.</summary>
    public PSObject? PublicKey => Text.Of(_status.PublicKey);

    /// <summary>The UDP port WireGuard listens on.</summary>
    public int? ListenPort => _status.ListenPort;

    /// <summary>The mark of outgoing packets, 0 for none.</summary>
    public uint? FwMark => _status.FwMark;

    /// <summary>The addresses of the WireGuard interface.</summary>
    public TextList LinkLayerAddress => TextList.Of(_status.LinkLayerAddress, a => Text.Of(a)!);

    /// <summary>The MTU of the WireGuard interface, in bytes.</summary>
    public int? TunnelMtu => _status.Mtu;

    /// <summary>Whether systemd or OpenRC brings the interface up when the node starts.</summary>
    public bool? StartsAtBoot => _status.StartsAtBoot;

    /// <summary>Whether the node's program keeps the Ethernet whole; <see langword="null"/> where the node has no such program.</summary>
    public bool? HasKeeper => _status.HasKeeper;

    /// <summary>Whether the host's firewall lets the Ethernet's packets in from the tunnels; <see langword="null"/> where this is not known.</summary>
    public bool? FirewallOpen => _status.FirewallOpen;

    /// <summary>The peers, those of the network first, sorted by name.</summary>
    public IReadOnlyList<VwPeerStatus> Peers => [.. _status.Peers.Select(p => new VwPeerStatus(p, _status.Network))];

    /// <summary>The node and its state.</summary>
    /// <returns><c>node state</c>.</returns>
    public override string ToString() => _status.ToString();
}
