using VwMesh.Model;

namespace VwMesh.Deployment;

/// <summary>What became of one node.</summary>
/// <param name="Network">The network.</param>
/// <param name="Node">The node's name.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Changes">In what the node differed.</param>
/// <param name="Duration">How long it took.</param>
/// <param name="Error">What went wrong, or <see langword="null"/>.</param>
public sealed record DeploymentResult(
    NetworkIdentity Network, string Node, DeploymentOutcome Outcome, ValueList<NodeDifference> Changes, TimeSpan Duration, VwMeshException? Error)
{
    /// <summary>Whether the node is not as the file wants it.</summary>
    public bool HasFailed => Outcome is DeploymentOutcome.RolledBack or DeploymentOutcome.Failed;

    /// <summary>The node and its outcome.</summary>
    /// <returns><c>node outcome</c>.</returns>
    public override string ToString() => $"{Node} {Outcome}";
}
