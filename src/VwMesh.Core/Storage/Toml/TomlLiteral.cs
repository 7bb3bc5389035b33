namespace VwMesh.Storage.Toml;

/// <summary>A value as it would be written: one text, or a list of them.</summary>
internal sealed record TomlLiteral
{
    private readonly string _text;

    private TomlLiteral(string text, IReadOnlyList<string>? items)
    {
        _text = text;
        Items = items;
    }

    /// <summary>The items of a list, or <see langword="null"/> when this is none.</summary>
    internal IReadOnlyList<string>? Items { get; }

    internal static TomlLiteral Of(string value) => new(TomlText.String(value), null);

    internal static TomlLiteral Of(long value) => new(TomlText.Integer(value), null);

    internal static TomlLiteral Of(bool value) => new(TomlText.Boolean(value), null);

    internal static TomlLiteral List(IEnumerable<string> values)
    {
        var items = values.Select(TomlText.String).ToList();
        return new TomlLiteral(TomlText.Array(items), items);
    }

    /// <inheritdoc/>
    public bool Equals(TomlLiteral? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text for the file. It may be a secret.</summary>
    internal string Reveal() => _text;

    /// <summary>Never the text, which may be a secret.</summary>
    public override string ToString() => "(hidden)";
}
