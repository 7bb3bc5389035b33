using VwMesh.Model;

namespace VwMesh.Storage.Toml;

/// <summary>A table or value by its name, with every place where the text speaks of it.</summary>
internal sealed class TomlItem(string name, TomlItem? parent)
{
    // Among so few, comparing all is faster than hashing.
    private const int Few = 16;

    private List<TomlItem>? _children;
    private Dictionary<string, TomlItem>? _byName;
    private List<TomlSpelling>? _further;

    internal string Name { get; } = name;

    internal TomlForm Form { get; set; } = TomlForm.Implicit;

    internal bool IsTable => Form is not (TomlForm.Value or TomlForm.Array);

    /// <summary>The value, also that of an inline table.</summary>
    internal TomlValue? Value { get; set; }

    /// <summary>The section of a <see cref="TomlForm.Header"/>; of a <see cref="TomlForm.Dotted"/> the one it stands in, if any.</summary>
    internal TomlSection? Section { get; set; }

    /// <summary>Where the text speaks of it first.</summary>
    internal TomlSpelling First { get; private set; }

    internal IEnumerable<TomlSpelling> Spellings => _further is null ? [First] : [First, .. _further];

    internal IReadOnlyList<TomlItem> Children => _children ?? [];

    /// <summary>The names from the top, as a message shows them.</summary>
    internal string Path => parent is null ? "" : parent.IsRoot ? Quoted.Show(Name)[1..^1] : $"{parent.Path}.{Quoted.Show(Name)[1..^1]}";

    internal int Offset => First.Name.Start;

    private bool IsRoot => parent is null;

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

    internal void Spell(TomlSpelling spelling)
    {
        // A name is never empty where it is written first: it would have quotes.
        if (First.Name == default)
            First = spelling;
        else
            (_further ??= []).Add(spelling);
    }

    internal TomlItem Add(string name, TomlForm form)
    {
        var child = new TomlItem(name, this) { Form = form };
        (_children ??= new(Few)).Add(child);
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
