namespace VwMesh.Storage.Toml;

/// <summary>A text read as TOML: its tables and values with their places, or what is wrong with it.</summary>
internal sealed class TomlDocument
{
    private readonly List<TomlProblem> _problems = [];
    private readonly List<TomlSection> _sections = [];

    // The section that is being read, and the table that its lines belong to: none where the header was wrong.
    private TomlSection? _section;
    private TomlItem? _table;
    private int _end;

    private TomlDocument(TomlSource source)
    {
        Source = source;
        _table = Root;
    }

    internal TomlSource Source { get; }

    internal TomlItem Root { get; } = new("", null) { Form = TomlForm.Header };

    internal IReadOnlyList<TomlProblem> Problems => _problems;

    /// <summary>The tables with a header, in the order of the text.</summary>
    internal IReadOnlyList<TomlSection> Sections => _sections;

    internal static TomlDocument Parse(string text)
    {
        var document = new TomlDocument(new TomlSource(text));
        try
        {
            new TomlGrammar(text).Read(document.AddHeader, document.AddLine);
        }
        catch (TomlFault fault)
        {
            // What comes behind it is misunderstood, too.
            document._problems.RemoveAll(p => p.Offset > fault.Offset);
            document._problems.Add(new TomlProblem(fault.Offset, "", IsMarkOfConflict(text, fault.Offset)
                ? "this is a mark of a merge that git could not make: keep one of the two versions, and delete the lines <<<<<<<, ======= and >>>>>>>" : fault.Message));
        }
        return document;
    }

    private static bool IsMarkOfConflict(string text, int offset)
    {
        var line = text.AsSpan((offset == 0 ? -1 : text.LastIndexOf('\n', Math.Min(offset, text.Length) - 1)) + 1);
        return line.StartsWith("<<<<<<<") || line.StartsWith("=======") || line.StartsWith(">>>>>>>");
    }

    private void AddHeader(IReadOnlyList<TomlName> names, TomlSpan span, bool isArray)
    {
        _section = new TomlSection(span, _sections.Count, _end);
        _sections.Add(_section);
        _end = span.End;
        _table = FindTable(names, isArray);
        if (_table is not null)
            _table.Section = _section;
    }

    private TomlItem? FindTable(IReadOnlyList<TomlName> names, bool isArray)
    {
        var table = Root;
        for (var i = 0; i < names.Count; i++)
        {
            var isLast = i == names.Count - 1;
            var child = table.Find(names[i].Text);
            if (child is null)
            {
                child = table.Add(names[i].Text, !isLast ? TomlForm.Implicit : isArray ? TomlForm.Array : TomlForm.Header);
            }
            else if (isLast)
            {
                if (isArray && child.Form == TomlForm.Array)
                    child.BeginAnother();
                else if (!isArray && child.Form == TomlForm.Implicit)
                    child.Form = TomlForm.Header;
                else
                    return FailTwice(names[i], child);
            }
            else if (child.Form is TomlForm.Value or TomlForm.Inline)
            {
                return FailTwice(names[i], child);
            }
            child.Spell(new TomlSpelling(names[i].Span, _section, default, null));
            table = child;
        }
        return table;
    }

    private void AddLine(TomlLine line)
    {
        _section?.Add(line);
        _end = line.Value.Span.End;
        if (_table is not null)
            AddKey(_table, null, line);
    }

    private void AddKey(TomlItem table, TomlValue? within, TomlLine line)
    {
        for (var i = 0; i < line.Key.Count - 1; i++)
        {
            var name = line.Key[i];
            var child = table.Find(name.Text);
            if (child is null)
            {
                child = table.Add(name.Text, TomlForm.Dotted);
                child.Section = _section;
            }
            else if (child.Form != TomlForm.Dotted || child.Section != _section)
            {
                FailTwice(name, child);
                return;
            }
            child.Spell(new TomlSpelling(name.Span, null, line.Span, within));
            table = child;
        }
        var last = line.Key[^1];
        if (table.Find(last.Text) is { } taken)
        {
            FailTwice(last, taken);
            return;
        }
        var item = table.Add(last.Text, line.Value.Kind == TomlKind.Table ? TomlForm.Inline : TomlForm.Value);
        item.Spell(new TomlSpelling(last.Span, null, line.Span, within));
        item.Value = line.Value;
        if (item.Form != TomlForm.Inline)
            return;
        foreach (var element in line.Value.Elements)
            AddKey(item, line.Value, new TomlLine(element.Key!, element.Value));
    }

    private TomlItem? FailTwice(TomlName name, TomlItem first)
    {
        _problems.Add(new TomlProblem(name.Span.Start, first.Path,
            $"it is there already, in line {Source.PositionOf(first.Offset).Line}; remove one of the two"));
        return null;
    }
}
