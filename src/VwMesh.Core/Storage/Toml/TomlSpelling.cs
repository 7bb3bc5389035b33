namespace VwMesh.Storage.Toml;

/// <summary>A place where an item's name is written: in a header, or in a key.</summary>
/// <param name="Name">Where the name itself is.</param>
/// <param name="Section">The section whose header has it, or <see langword="null"/>.</param>
/// <param name="Line">Where the line is whose key has it; empty for a header.</param>
/// <param name="Within">The inline table that the line is in; <see langword="null"/> where it is a line by itself.</param>
internal readonly record struct TomlSpelling(TomlSpan Name, TomlSection? Section, TomlSpan Line, TomlValue? Within);
