using VwMesh.Model;

namespace VwMesh.Deployment;

/// <summary>One thing in which a node differs from the network's file.</summary>
/// <param name="Network">The network.</param>
/// <param name="Node">The node's name.</param>
/// <param name="Item">What differs, by its word in the file or in wg(8) and ip(8): Peer, Endpoint, VxlanId, File …</param>
/// <param name="Subject">Which one, where there are several: a peer's name or key, an address; otherwise <see langword="null"/>.</param>
/// <param name="Running">What the node has; <see langword="null"/> for nothing. Never a secret.</param>
/// <param name="Wanted">What the file wants; <see langword="null"/> for nothing. Never a secret.</param>
/// <param name="Impact">What it takes to bring it into force.</param>
public sealed record NodeDifference(NetworkIdentity Network, string Node, string Item, string? Subject, string? Running, string? Wanted, Impact Impact)
{
    /// <summary>The difference in a line.</summary>
    /// <returns><c>item subject: running → wanted (impact)</c>.</returns>
    public override string ToString() =>
        $"{Item}{(Subject is null ? "" : " " + Subject)}: {Running ?? "none"} → {Wanted ?? "none"} ({Impact})";
}
