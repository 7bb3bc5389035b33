namespace VwMesh.Links;

/// <summary>How a node is tied to the relays. Nodes that are tied alike have the same ways to all others.</summary>
/// <param name="Own">The node's number among the relays, or -1 where it is not one.</param>
/// <param name="Relays">The relays with which it has tunnels, ascending.</param>
/// <param name="Shares">For each relay, whether it is in a group of the node's.</param>
internal sealed record Attachment(int Own, int[] Relays, bool[] Shares)
{
    /// <summary>The sets of relays that reach the node, ascending. A set is relays that are tied to each other, directly or over others.</summary>
    internal int[] Sets { get; init; } = [];

    /// <summary>The relays that carry a node's traffic, one of each set: the most useful first. A relay has none, because it chooses for each node.</summary>
    internal int[] Carriers { get; init; } = [];

    internal string Key => $"{Own}|{string.Join(',', Relays)}|{string.Concat(Shares.Select(s => s ? '1' : '0'))}";
}
