using VwMesh.Model;
using VwMesh.Storage.Toml;

namespace VwMesh.Storage.Schema;

/// <summary>A key of the file and the property it stands for.</summary>
/// <typeparam name="T">The record that has the property.</typeparam>
/// <param name="key">The key.</param>
internal abstract class Setting<T>(string key)
{
    /// <summary>The key.</summary>
    internal string Key { get; } = key;

    /// <summary>Whether the value must not be shown.</summary>
    internal abstract bool IsSecret { get; }

    /// <summary>The record with the value that a cell has.</summary>
    internal abstract T Read(T record, Cell cell);

    /// <summary>The value as the file has it, or <see langword="null"/> where the file leaves the key out.</summary>
    internal abstract TomlLiteral? Write(T record);
}

/// <inheritdoc/>
/// <typeparam name="T">The record that has the property.</typeparam>
/// <typeparam name="TValue">The property's type.</typeparam>
/// <param name="key">The key.</param>
/// <param name="get">Reads the property.</param>
/// <param name="with">The record with another value.</param>
/// <param name="parse">The value that a cell has, of a record that has what is read before it.</param>
/// <param name="write">The value as the file has it.</param>
internal sealed class Setting<T, TValue>(
    string key, Func<T, TValue> get, Func<T, TValue, T> with, Func<Cell, T, TValue> parse, Func<TValue, TomlLiteral?> write) : Setting<T>(key)
{
    internal override bool IsSecret => typeof(SecretKey).IsAssignableFrom(typeof(TValue));

    // Files spell out what is so anyway, and each further record is a copy of all its properties.
    internal override T Read(T record, Cell cell) =>
        parse(cell, record) is var value && EqualityComparer<TValue>.Default.Equals(value, get(record)) ? record : with(record, value);

    internal override TomlLiteral? Write(T record) => write(get(record));
}
