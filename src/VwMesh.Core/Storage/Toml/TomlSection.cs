namespace VwMesh.Storage.Toml;

/// <summary>A header and the lines under it.</summary>
/// <param name="header">The header, with its brackets.</param>
/// <param name="index">How many headers come before it.</param>
/// <param name="previousEnd">Where the last value or header before it ends; what lies between are comments and blank lines.</param>
internal sealed class TomlSection(TomlSpan header, int index, int previousEnd)
{
    internal TomlSpan Header { get; } = header;

    internal int Index { get; } = index;

    internal int PreviousEnd { get; } = previousEnd;

    /// <summary>The first line, which shows how lines are indented; <see langword="null"/> where there is none.</summary>
    internal TomlSpan? First { get; private set; }

    /// <summary>Where the last value ends, or the header where there is none.</summary>
    internal int End { get; private set; } = header.End;

    internal void Add(TomlLine line)
    {
        First ??= line.Span;
        End = line.Span.End;
    }
}
