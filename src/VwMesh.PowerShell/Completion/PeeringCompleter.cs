namespace VwMesh.Completion;

/// <summary>Offers the usual rules.</summary>
public sealed class PeeringCompleter() : ValueCompleter(("*:*", "full mesh: every node with every other"), ("hub:*", "the nodes of the group hub with every node"));
