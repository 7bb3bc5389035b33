namespace VwMesh.Storage.Toml;

/// <summary>A value and its place.</summary>
internal sealed class TomlValue(TomlKind kind, TomlSpan span)
{
    internal TomlKind Kind { get; } = kind;

    internal TomlSpan Span { get; } = span;

    /// <summary>The text of a string, without quotes and escapes.</summary>
    internal string? Text { get; init; }

    /// <summary>The number of an integer; 1 for true.</summary>
    internal long Number { get; init; }

    /// <summary>What a list or an inline table holds.</summary>
    internal TomlElement[] Elements { get; init; } = [];

    /// <summary>What is between the brackets of a list or an inline table.</summary>
    internal TomlSpan Inner => new(Span.Start + 1, Span.End - 1);
}
