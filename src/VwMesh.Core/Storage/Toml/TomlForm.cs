namespace VwMesh.Storage.Toml;

/// <summary>How an item came to be, which decides where it may be extended.</summary>
internal enum TomlForm
{
    /// <summary>A value that is no table.</summary>
    Value,

    /// <summary>A table that only the headers of its sub-tables mention.</summary>
    Implicit,

    /// <summary><c>[table]</c>.</summary>
    Header,

    /// <summary><c>table.key = …</c>.</summary>
    Dotted,

    /// <summary><c>table = { … }</c>.</summary>
    Inline,

    /// <summary><c>[[table]]</c>; its children are those of the last one.</summary>
    Array,
}
