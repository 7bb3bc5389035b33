using VwMesh.Links;

namespace VwMesh.Rendering.Diagram;

/// <summary>What two nodes, or the nodes of two groups, are to each other.</summary>
/// <param name="From">The place of the first.</param>
/// <param name="To">The place of the second.</param>
/// <param name="State">The state as the first sees it.</param>
internal readonly record struct PairLink(int From, int To, LinkState State)
{
    /// <summary>The same with whoever dials first, so that an arrow points from first to second.</summary>
    internal PairLink Directed => State == LinkState.Dialled ? new PairLink(To, From, LinkState.Dials) : this;

    internal bool IsWorking => State is LinkState.Mutual or LinkState.Dials or LinkState.Dialled;
}
