using Tomlyn.Syntax;

namespace VwMesh.Storage.Toml;

/// <summary>A place where an item's name is written.</summary>
/// <param name="Name">Where the name itself is.</param>
/// <param name="Owner">The table whose header has it, or the key and value that have it.</param>
/// <param name="Within">The inline table that the key and value are in; <see langword="null"/> where they have lines of their own.</param>
internal sealed record TomlSpelling(TomlSpan Name, SyntaxNode Owner, InlineTableSyntax? Within);
