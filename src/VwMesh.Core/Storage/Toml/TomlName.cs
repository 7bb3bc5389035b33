namespace VwMesh.Storage.Toml;

/// <summary>A name in a key or a header.</summary>
/// <param name="Text">The name, without quotes and escapes.</param>
/// <param name="Span">Where it is.</param>
internal readonly record struct TomlName(string Text, TomlSpan Span);
