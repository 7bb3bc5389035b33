namespace VwMesh.Storage.Toml;

/// <summary>One of the elements between two brackets.</summary>
/// <param name="Span">Where it is, without the comma.</param>
/// <param name="Value">Its value.</param>
/// <param name="Line">In an inline table, its key and value.</param>
/// <param name="Comma">Where the comma behind it is, if there is one.</param>
internal readonly record struct TomlElement(TomlSpan Span, TomlValue Value, TomlLine? Line, int? Comma);
