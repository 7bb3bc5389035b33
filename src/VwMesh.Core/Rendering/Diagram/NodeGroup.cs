namespace VwMesh.Rendering.Diagram;

/// <summary>How a node comes to its links.</summary>
internal enum Reachability
{
    /// <summary>It forwards for others.</summary>
    Relay,

    /// <summary>It has an endpoint, others dial it.</summary>
    Dialled,

    /// <summary>It has none, it dials others.</summary>
    DialsOut,

    /// <summary>It has no link at all.</summary>
    CutOff,
}

/// <summary>Nodes of one kind that belong together: a run in the order of the survey.</summary>
/// <param name="Reachability">The kind.</param>
/// <param name="Part">Which part of the mesh they are in, counted from 1; parts have no link between them.</param>
/// <param name="First">The place of the first.</param>
/// <param name="Count">How many they are.</param>
internal sealed record NodeGroup(Reachability Reachability, int Part, int First, int Count)
{
    internal IEnumerable<int> Members => Enumerable.Range(First, Count);

    internal bool Contains(int place) => place >= First && place < First + Count;
}
