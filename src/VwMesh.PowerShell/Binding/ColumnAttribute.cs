namespace VwMesh.Binding;

/// <summary>How a column of a table is read for a parameter.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ColumnAttribute : Attribute
{
    /// <summary>Another name that the column may have.</summary>
    public string? AlsoNamed { get; init; }

    /// <summary>Whether a cell has an item on each of its lines.</summary>
    public bool HasLines { get; init; }
}
