namespace VwMesh.Storage.Toml;

/// <summary>A key and its value, on a line of its own or in an inline table.</summary>
/// <param name="Key">The names of the key, with dots between them in the text; of a line of its own, only until the next one is read.</param>
/// <param name="Value">The value.</param>
internal readonly record struct TomlLine(IReadOnlyList<TomlName> Key, TomlValue Value)
{
    internal TomlSpan Span => new(Key[0].Span.Start, Value.Span.End);
}
