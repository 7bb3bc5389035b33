namespace VwMesh.Storage.Toml;

/// <summary>A key and its value, on a line of its own or in an inline table.</summary>
/// <param name="key">The names of the key, with dots between them in the text.</param>
/// <param name="value">The value.</param>
internal sealed class TomlLine(IReadOnlyList<TomlName> key, TomlValue value)
{
    internal IReadOnlyList<TomlName> Key { get; } = key;

    internal TomlValue Value { get; } = value;

    internal TomlSpan Span => new(Key[0].Span.Start, Value.Span.End);
}
