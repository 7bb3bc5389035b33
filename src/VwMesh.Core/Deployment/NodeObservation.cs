using VwMesh.Live;

namespace VwMesh.Deployment;

/// <summary>The state of a node, and its differences from the network's file.</summary>
/// <param name="Status">The state.</param>
/// <param name="Differences">The differences; <see langword="null"/> where there is nothing to compare with, because the node does not answer or has no configuration.</param>
public sealed record NodeObservation(NodeStatus Status, IReadOnlyList<NodeDifference>? Differences);
