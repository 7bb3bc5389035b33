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
}
