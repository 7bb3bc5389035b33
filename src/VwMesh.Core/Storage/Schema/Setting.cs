using VwMesh.Storage.Toml;

namespace VwMesh.Storage.Schema;

/// <summary>A key of the file and the property it stands for.</summary>
/// <typeparam name="T">The record that has the property.</typeparam>
/// <param name="Key">The key.</param>
/// <param name="Read">The record with the value that a cell has.</param>
/// <param name="Write">The value as the file has it, or <see langword="null"/> where the file leaves the key out.</param>
internal sealed record Setting<T>(string Key, Func<T, Cell, T> Read, Func<T, TomlLiteral?> Write);
