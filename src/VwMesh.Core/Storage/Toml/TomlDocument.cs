using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace VwMesh.Storage.Toml;

/// <summary>A text read as TOML: its tables and values with their places, or what is wrong with it.</summary>
internal sealed class TomlDocument
{
    /// <summary>The most lists and inline tables inside one another, and the most names in a key.</summary>
    internal const int MaxDepth = 32;

    private readonly List<TomlProblem> _problems = [];
    private readonly List<TomlSection> _sections = [];

    private TomlDocument(TomlSource source) => Source = source;

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
            // The parser's own validation is left out: its messages quote the file, and it misses some repeated keys.
            var syntax = SyntaxParser.Parse(text, new TomlSerializerOptions { MaxDepth = MaxDepth }, validate: false);
            if (syntax.HasErrors)
                document.AddFaults(syntax);
            else
                document.AddAll(syntax);
        }
        catch (TomlException)
        {
            document.AddDepthFault();
        }
        return document;
    }

    private void AddFaults(DocumentSyntax syntax)
    {
        // One fault makes the parser stumble over what follows on the line.
        var seen = -1;
        foreach (var message in syntax.Diagnostics.OrderBy(m => m.Span.Start.Offset))
        {
            var offset = Math.Clamp(message.Span.Start.Offset, 0, Source.Text.Length);
            var line = Source.LineStart(offset);
            if (line == seen)
                continue;
            seen = line;
            _problems.Add(new TomlProblem(Source.PositionOf(offset), "", TomlFault.Explain(message)));
        }
    }

    // The parser does not say where it was too deep.
    private void AddDepthFault()
    {
        var lexer = TomlLexer.Create(Source.Text);
        lexer.Mode = TomlLexerMode.Value;
        var depth = 1;
        var offset = 0;
        while (depth <= MaxDepth && lexer.MoveNext())
        {
            depth += lexer.Current.Kind switch
            {
                TokenKind.OpenBracket or TokenKind.OpenBrace => 1,
                TokenKind.CloseBracket or TokenKind.CloseBrace => -1,
                _ => 0,
            };
            offset = lexer.Current.Start.Offset;
        }
        _problems.Add(new TomlProblem(Source.PositionOf(offset), "", $"lists and tables are more than {MaxDepth} deep inside one another"));
    }

    private void AddAll(DocumentSyntax syntax)
    {
        var end = 0;
        foreach (var line in syntax.KeyValues)
        {
            AddKey(Root, null, null, line);
            end = TomlSpan.Of(line.Value!).End;
        }
        foreach (var section in syntax.Tables)
        {
            _sections.Add(new TomlSection(section, end));
            end = _sections[^1].End;
            if (AddHeader(section) is not { } table)
                continue;
            foreach (var line in section.Items)
                AddKey(table, section, null, line);
        }
    }

    private TomlItem? AddHeader(TableSyntaxBase section)
    {
        var table = Root;
        var names = Names(section.Name!);
        if (names.Count > MaxDepth)
            return Fail(names[MaxDepth], table, $"a key has at most {MaxDepth} names");
        for (var i = 0; i < names.Count; i++)
        {
            var isLast = i == names.Count - 1;
            var child = table.Find(names[i].Name);
            if (child is null)
            {
                child = table.Add(names[i].Name, !isLast ? TomlForm.Implicit : section is TableArraySyntax ? TomlForm.Array : TomlForm.Header);
            }
            else if (isLast)
            {
                if (section is TableArraySyntax && child.Form == TomlForm.Array)
                    child.BeginAnother();
                else if (section is TableSyntax && child.Form == TomlForm.Implicit)
                    child.Form = TomlForm.Header;
                else
                    return FailTwice(names[i], child);
            }
            else if (child.Form is TomlForm.Value or TomlForm.Inline)
            {
                return FailTwice(names[i], child);
            }
            child.Spellings.Add(new TomlSpelling(names[i].Span, section, null));
            table = child;
        }
        table.Section = section;
        return table;
    }

    private void AddKey(TomlItem table, TableSyntaxBase? section, InlineTableSyntax? within, KeyValueSyntax line)
    {
        var names = Names(line.Key!);
        if (table.Depth + names.Count > MaxDepth)
        {
            Fail(names[^1], table, $"a key has at most {MaxDepth} names");
            return;
        }
        for (var i = 0; i < names.Count - 1; i++)
        {
            var child = table.Find(names[i].Name);
            if (child is null)
            {
                child = table.Add(names[i].Name, TomlForm.Dotted);
                child.Section = section;
            }
            else if (child.Form != TomlForm.Dotted || child.Section != section)
            {
                FailTwice(names[i], child);
                return;
            }
            child.Spellings.Add(new TomlSpelling(names[i].Span, line, within));
            table = child;
        }
        if (table.Find(names[^1].Name) is { } taken)
        {
            FailTwice(names[^1], taken);
            return;
        }
        var item = table.Add(names[^1].Name, TomlForm.Value);
        item.Spellings.Add(new TomlSpelling(names[^1].Span, line, within));
        item.Value = line.Value;
        if (line.Value is not InlineTableSyntax inline)
            return;
        item.Form = TomlForm.Inline;
        foreach (var inner in inline.Items)
            AddKey(item, section, inline, inner.KeyValue!);
    }

    private TomlItem? FailTwice((string Name, TomlSpan Span) name, TomlItem first) =>
        Fail(name, first, $"it is there already, in line {Source.PositionOf(first.Offset).Line}; remove one of the two");

    private TomlItem? Fail((string Name, TomlSpan Span) name, TomlItem where, string message)
    {
        _problems.Add(new TomlProblem(Source.PositionOf(name.Span.Start), where.Path, message));
        return null;
    }

    private static List<(string Name, TomlSpan Span)> Names(KeySyntax key)
    {
        var names = new List<(string, TomlSpan)>(key.DotKeys.ChildrenCount + 1) { Name(key.Key!) };
        foreach (var part in key.DotKeys)
            names.Add(Name(part.Key!));
        return names;
    }

    private static (string Name, TomlSpan Span) Name(BareKeyOrStringValueSyntax part) =>
        (part is BareKeySyntax bare ? bare.Key!.Text! : ((StringValueSyntax)part).Value!, TomlSpan.Of(part));
}
