namespace VwMesh.Storage.Toml;

/// <summary>A range of the text.</summary>
/// <param name="Start">The first character's offset.</param>
/// <param name="End">The offset after the last.</param>
internal readonly record struct TomlSpan(int Start, int End);
