namespace VwMesh.Storage;

/// <summary>What writing a file came to.</summary>
public enum WriteOutcome
{
    /// <summary>The file is new.</summary>
    Created,

    /// <summary>The file had other content.</summary>
    Updated,

    /// <summary>The file was as it should be, and was not touched.</summary>
    Unchanged,

    /// <summary>The file is of a node that the network no longer has, and was not touched.</summary>
    Stale,

    /// <summary>The file was of a node that the network no longer has, and is gone.</summary>
    Removed,
}
