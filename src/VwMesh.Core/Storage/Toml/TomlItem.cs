using Tomlyn.Syntax;

namespace VwMesh.Storage.Toml;

/// <summary>A table or value by its name, with every place where the text speaks of it.</summary>
internal sealed class TomlItem(string name, TomlItem? parent)
{
    private readonly List<TomlItem> _children = [];
    private readonly Dictionary<string, TomlItem> _byName = [];

    internal string Name { get; } = name;

    internal TomlForm Form { get; set; } = TomlForm.Implicit;

    internal bool IsTable => Form is not (TomlForm.Value or TomlForm.Array);

    /// <summary>The value, also that of an inline table.</summary>
    internal ValueSyntax? Value { get; set; }

    /// <summary>The header of a <see cref="TomlForm.Header"/>; of a <see cref="TomlForm.Dotted"/> the one it stands under, if any.</summary>
    internal TableSyntaxBase? Section { get; set; }

    internal List<TomlSpelling> Spellings { get; } = [];

    internal IReadOnlyList<TomlItem> Children => _children;

    internal int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>The names from the top, as a message shows them.</summary>
    internal string Path => parent is null ? "" : parent.Depth == 0 ? Model.Quoted.Show(Name)[1..^1] : $"{parent.Path}.{Model.Quoted.Show(Name)[1..^1]}";

    internal int Offset => Spellings.Count > 0 ? Spellings[0].Name.Start : 0;

    internal TomlItem? Find(string name) => _byName.GetValueOrDefault(name);

    internal TomlItem Add(string name, TomlForm form)
    {
        var child = new TomlItem(name, this) { Form = form };
        _children.Add(child);
        _byName.Add(name, child);
        return child;
    }

    /// <summary>Forgets the children: of <c>[[table]]</c>, the last one counts.</summary>
    internal void BeginAnother()
    {
        _children.Clear();
        _byName.Clear();
    }
}
