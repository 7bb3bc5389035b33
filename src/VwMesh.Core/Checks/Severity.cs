namespace VwMesh.Checks;

/// <summary>What a diagnostic means for what is exported; the greater the worse.</summary>
public enum Severity
{
    /// <summary>Worth knowing; nothing needs to be done.</summary>
    Information,

    /// <summary>The configuration works, but badly or not for everyone.</summary>
    Warning,

    /// <summary>The configuration would be refused, break, or be unsafe.</summary>
    Error,
}
