using VwMesh.Model;

namespace VwMesh.Storage.Toml;

/// <summary>A table or value by its name, with every place where the text speaks of it.</summary>
internal sealed class TomlItem(string name, TomlItem? parent)
{
    // Among so few, comparing all is faster than hashing.
    private const int Few = 16;

    private List<TomlItem>? _children;
    private Dictionary<string, TomlItem>? _byName;

    internal string Name { get; } = name;

    internal TomlForm Form { get; set; } = TomlForm.Implicit;

    internal bool IsTable => Form is not (TomlForm.Value or TomlForm.Array);

    /// <summary>The value, also that of an inline table.</summary>
    internal TomlValue? Value { get; set; }

    /// <summary>The section of a <see cref="TomlForm.Header"/>; of a <see cref="TomlForm.Dotted"/> the one it stands in, if any.</summary>
    internal TomlSection? Section { get; set; }

    internal List<TomlSpelling> Spellings { get; } = new(1);

    internal IReadOnlyList<TomlItem> Children => _children ?? [];

    internal int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>The names from the top, as a message shows them.</summary>
    internal string Path => parent is null ? "" : parent.Depth == 0 ? Quoted.Show(Name)[1..^1] : $"{parent.Path}.{Quoted.Show(Name)[1..^1]}";

    internal int Offset => Spellings.Count > 0 ? Spellings[0].Name.Start : 0;

    internal TomlItem? Find(string name)
    {
        if (_byName is not null)
            return _byName.GetValueOrDefault(name);
        foreach (var child in _children ?? [])
        {
            if (child.Name == name)
                return child;
        }
        return null;
    }

    internal TomlItem Add(string name, TomlForm form)
    {
        var child = new TomlItem(name, this) { Form = form };
        (_children ??= []).Add(child);
        if (_byName is not null)
            _byName.Add(name, child);
        else if (_children.Count > Few)
            _byName = _children.ToDictionary(c => c.Name);
        return child;
    }

    /// <summary>Forgets the children: of <c>[[table]]</c>, the last one counts.</summary>
    internal void BeginAnother()
    {
        _children = null;
        _byName = null;
    }
}
