namespace VwMesh.Storage.Toml;

/// <summary>One of the elements between two brackets.</summary>
/// <param name="Value">Its value.</param>
/// <param name="Key">In an inline table, its key.</param>
/// <param name="Comma">Where the comma behind it is, if there is one.</param>
internal readonly record struct TomlElement(TomlValue Value, IReadOnlyList<TomlName>? Key, int? Comma)
{
    /// <summary>Where it is, without the comma.</summary>
    internal TomlSpan Span => Key is null ? Value.Span : new TomlLine(Key, Value).Span;
}
