using VwMesh.Model;

namespace VwMesh.Deployment;

/// <summary>The result of registering one node.</summary>
/// <param name="Network">The network.</param>
/// <param name="Node">The name of the node.</param>
/// <param name="Outcome">How the registration ended.</param>
/// <param name="PublicKey">The public half of the key, or <see langword="null"/> where it is not known.</param>
/// <param name="Error">The error, or <see langword="null"/>.</param>
public sealed record RegistrationResult(NetworkIdentity Network, string Node, RegistrationOutcome Outcome, PublicKey? PublicKey, VwMeshException? Error)
{
    /// <summary>Whether the node has no registered key.</summary>
    public bool HasFailed => Outcome == RegistrationOutcome.Failed;

    /// <summary>The node and the outcome.</summary>
    /// <returns><c>node outcome</c>.</returns>
    public override string ToString() => $"{Node} {Outcome}";
}

/// <summary>How a registration ended.</summary>
public enum RegistrationOutcome
{
    /// <summary>The node made a key.</summary>
    Made,

    /// <summary>The node had a key, and keeps it.</summary>
    Found,

    /// <summary>The key went from the file of the network to the node.</summary>
    Moved,

    /// <summary>The file has the key of the node already.</summary>
    Unchanged,

    /// <summary>The error says why.</summary>
    Failed,
}
