namespace VwMesh.Storage.Toml;

/// <summary>The kinds of values, as far as a network file needs them told apart.</summary>
internal enum TomlKind
{
    /// <summary>A text in quotes.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>Another number, a date or a time.</summary>
    Other,

    /// <summary><c>[ … ]</c>.</summary>
    List,

    /// <summary><c>{ … }</c>.</summary>
    Table,
}
