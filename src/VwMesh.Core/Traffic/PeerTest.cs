using VwMesh.Model;

namespace VwMesh.Traffic;

/// <summary>How the packets of one node reach another over the virtual Ethernet.</summary>
/// <param name="Network">The network.</param>
/// <param name="Node">The node that sent.</param>
/// <param name="Peer">The node that had to answer.</param>
public sealed record PeerTest(NetworkIdentity Network, string Node, string Peer)
{
    /// <summary>The relays between the nodes, in the order in which packets pass them; empty for a tunnel.</summary>
    public ValueList<string> Via { get; init; } = [];

    /// <summary>Whether IPv4 passes both ways; <see langword="null"/> where one of the nodes has no IPv4 address in the mesh.</summary>
    public bool? IPv4 { get; init; }

    /// <summary>Whether IPv6 passes both ways; <see langword="null"/> where one of the nodes has no IPv6 address in the mesh.</summary>
    public bool? IPv6 { get; init; }

    /// <summary>Whether packets of the network's VxlanMtu pass both ways; <see langword="null"/> where nothing passes.</summary>
    public bool? FullSize { get; init; }

    /// <summary>The lost share of the small packets, in percent, 0 to 100.</summary>
    public int Loss { get; init; }

    /// <summary>The average round-trip time of the small packets; <see langword="null"/> when none came back.</summary>
    public TimeSpan? RoundTrip { get; init; }

    /// <summary>The fault and its remedy; <see langword="null"/> when everything passes.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether everything passes.</summary>
    public bool Passes => Reason is null;

    /// <summary>Both names, and whether everything passes.</summary>
    /// <returns><c>node → peer: reason</c>.</returns>
    public override string ToString() => $"{Node} → {Peer}: {Reason ?? "all packets pass"}";
}
