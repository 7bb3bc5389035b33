using Tomlyn.Syntax;

namespace VwMesh.Storage.Toml;

/// <summary>A header and the keys under it.</summary>
/// <param name="Syntax">Both.</param>
/// <param name="PreviousEnd">Where the last key or header before it ends; what lies between are comments and blank lines.</param>
internal sealed record TomlSection(TableSyntaxBase Syntax, int PreviousEnd)
{
    internal int Start { get; } = TomlSpan.Of(Syntax).Start;

    internal int HeaderEnd { get; } = TomlSpan.Of(Syntax.CloseBracket!).End;

    /// <summary>Where the last value ends, or the header where there is none.</summary>
    internal int End => Syntax.Items.ChildrenCount == 0 ? HeaderEnd : TomlSpan.Of(Syntax.Items.GetChild(Syntax.Items.ChildrenCount - 1)!.Value!).End;
}
