using System.Management.Automation;
using VwMesh.Links;

namespace VwMesh.Output;

/// <summary>A pair of nodes, seen from one of them, as cmdlets emit it.</summary>
public sealed class VwPeer
{
    private readonly Link _link;

    internal VwPeer(Link link) => _link = link;

    /// <summary>The network.</summary>
    public PSObject? Network => Text.Of(_link.Network);

    /// <summary>The node it is seen from.</summary>
    public PSObject Node => Text.OfNode(_link.Node.Name, _link.Network);

    /// <summary>The other one.</summary>
    public PSObject Peer => Text.OfNode(_link.Peer.Name, _link.Network);

    /// <summary>How they come to speak.</summary>
    public string State => _link.State.ToString();

    /// <summary>Where the node reaches the peer.</summary>
    public PSObject? Endpoint => Text.Of(_link.Endpoint);

    /// <summary>The relays between them, as the node's packets pass them; the first is where it sends.</summary>
    public TextList Via => TextList.Of(_link.Via, n => Text.OfNode(n.Name, n.Network));

    /// <summary>Whether their tunnel has a preshared key beside the keys of the nodes.</summary>
    public bool HasPresharedKey => _link.HasPresharedKey;

    /// <summary>Why they have no tunnel.</summary>
    public string? Reason => _link.Reason;

    /// <summary>The peer's public key.</summary>
    public PSObject? PublicKey => Text.Of(_link.Peer.PublicKey);

    /// <summary>The addresses of the peer's WireGuard interface.</summary>
    public TextList LinkLayerAddress => TextList.Of(_link.Peer.LinkLayerAddress, a => Text.Of(a)!);

    /// <summary>The prefixes that the node routes to the peer inside WireGuard.</summary>
    public TextList AllowedIPs => TextList.Of(_link.Peer.AllowedIPs, Text.Of);

    /// <summary>Both names and what is between them.</summary>
    /// <returns><c>node state peer</c>.</returns>
    public override string ToString() => _link.ToString();
}
