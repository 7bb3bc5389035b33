using System.Management.Automation;
using VwMesh.Traffic;

namespace VwMesh.Output;

/// <summary>How the packets of one node reach another, as cmdlets emit it.</summary>
public sealed class VwPeerTest
{
    private readonly PeerTest _test;

    internal VwPeerTest(PeerTest test) => _test = test;

    /// <summary>The network.</summary>
    public PSObject? Network => Text.Of(_test.Network);

    /// <summary>The node that sent.</summary>
    public PSObject Node => Text.OfNode(_test.Node, _test.Network);

    /// <summary>The node that had to answer.</summary>
    public PSObject Peer => Text.OfNode(_test.Peer, _test.Network);

    /// <summary>Whether everything passes.</summary>
    public bool Passes => _test.Passes;

    /// <summary>The relays between the nodes, in the order in which packets pass them.</summary>
    public TextList Via => TextList.Of(_test.Via, name => Text.OfNode(name, _test.Network));

    /// <summary>Whether IPv4 passes both ways; <see langword="null"/> where one of the nodes has no IPv4 address in the mesh.</summary>
    public bool? IPv4 => _test.IPv4;

    /// <summary>Whether IPv6 passes both ways; <see langword="null"/> where one of the nodes has no IPv6 address in the mesh.</summary>
    public bool? IPv6 => _test.IPv6;

    /// <summary>Whether packets of the network's VxlanMtu pass both ways; <see langword="null"/> where nothing passes.</summary>
    public bool? FullSize => _test.FullSize;

    /// <summary>The lost share of the small packets, in percent.</summary>
    public int Loss => _test.Loss;

    /// <summary>The average round-trip time of the small packets, in milliseconds.</summary>
    public double? RoundTrip => _test.RoundTrip?.TotalMilliseconds;

    /// <summary>The fault and its remedy; <see langword="null"/> when everything passes.</summary>
    public string? Reason => _test.Reason;

    /// <summary>Both names, and whether everything passes.</summary>
    /// <returns><c>node → peer: reason</c>.</returns>
    public override string ToString() => _test.ToString();
}
