using System.Runtime.InteropServices;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace VwMesh.Storage.Toml;

/// <summary>Reads the lines and headers of a text from its tokens.</summary>
/// <remarks>
/// The library's lexer does what is difficult in TOML. Its syntax tree is passed by: it keeps a hundred bytes for each character of the
/// file alive, and most of the time of reading a large network went into the collection of that.
/// </remarks>
internal sealed class TomlGrammar
{
    /// <summary>The most lists and inline tables inside one another, and the most names in a key.</summary>
    internal const int MaxDepth = 32;

    private readonly TomlLexer _lexer;
    private readonly string _text;
    // Most names in a file are the same few.
    private readonly HashSet<string> _names = [];
    // Of the header or the line that is being read.
    private readonly List<TomlName> _key = [];
    // Of the lists and inline tables that are being read, those of the innermost last.
    private readonly List<TomlElement> _elements = [];
    private TomlToken _token;

    internal TomlGrammar(string text)
    {
        _text = text;
        // Tomlyn 2.10 throws ArgumentOutOfRangeException at an escape that the end of the file cuts off.
        _lexer = TomlLexer.Create(text.EndsWith('\\') ? text + "\n" : text, new TomlLexerOptions { DecodeScalars = true });
    }

    /// <summary>Reads the text.</summary>
    /// <param name="onHeader">Gets a header: its names, its place, whether it is one of <c>[[table]]</c>.</param>
    /// <param name="onLine">Gets a key and its value.</param>
    /// <exception cref="TomlFault">The first place where the text is not TOML.</exception>
    internal void Read(Action<IReadOnlyList<TomlName>, TomlSpan, bool> onHeader, Action<TomlLine> onLine)
    {
        try
        {
            Next(TomlLexerMode.Key);
            while (_token.Kind != TokenKind.Eof)
            {
                if (_token.Kind == TokenKind.NewLine)
                    Next(TomlLexerMode.Key);
                else if (_token.Kind is TokenKind.OpenBracket or TokenKind.OpenBracketDouble)
                    ReadHeader(onHeader);
                else
                    onLine(ReadLine(_key, 1, "here a key, a table's header or a comment should be", endsLine: true));
            }
        }
        catch (TomlFault fault) when (FirstOfLexer() is { } first && first.Offset <= fault.Offset)
        {
            throw first;
        }
        if (FirstOfLexer() is { } found)
            throw found;
    }

    private TomlFault? FirstOfLexer() => _lexer.HasErrors ? TomlFault.Of(_lexer.Errors.MinBy(e => e.Span.Start.Offset)!) : null;

    private void ReadHeader(Action<IReadOnlyList<TomlName>, TomlSpan, bool> onHeader)
    {
        var start = _token.Start.Offset;
        var isArray = _token.Kind == TokenKind.OpenBracketDouble;
        Next(TomlLexerMode.Key);
        ReadNames(_key, "the header has no name; write it like [Node.paris]");
        if (_token.Kind != (isArray ? TokenKind.CloseBracketDouble : TokenKind.CloseBracket))
            throw Fault("the header of the table is not closed; write it like [Node.paris]");
        var span = new TomlSpan(start, _token.End.Offset + 1);
        Next(TomlLexerMode.Key);
        EndLine();
        onHeader(_key, span, isArray);
    }

    private TomlLine ReadLine(List<TomlName> key, int depth, string otherwise, bool endsLine)
    {
        ReadNames(key, otherwise);
        if (_token.Kind != TokenKind.Equal)
            throw Fault("after a key come '=' and its value");
        Next(TomlLexerMode.Value);
        var value = ReadValue(depth);
        if (endsLine)
            EndLine();
        return new TomlLine(key, value);
    }

    private void ReadNames(List<TomlName> names, string otherwise)
    {
        names.Clear();
        names.Add(ReadName(otherwise));
        while (_token.Kind == TokenKind.Dot)
        {
            if (names.Count == MaxDepth)
                throw Fault($"a key has at most {MaxDepth} names");
            Next(TomlLexerMode.Key);
            names.Add(ReadName("after the dot a name is missing or malformed; write it with A-Z, a-z, 0-9, '-' and '_', or in quotes"));
        }
    }

    private TomlName ReadName(string otherwise)
    {
        if (_token.Kind is not (TokenKind.BasicKey or TokenKind.String or TokenKind.StringLiteral))
            throw Fault(otherwise);
        var span = new TomlSpan(_token.Start.Offset, _token.End.Offset + 1);
        var name = new TomlName(_token.Kind == TokenKind.BasicKey ? Shared(span) : _token.StringValue!, span);
        Next(TomlLexerMode.Key);
        return name;
    }

    private string Shared(TomlSpan span)
    {
        var text = _text.AsSpan(span.Start, span.End - span.Start);
        if (_names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var name))
            return name;
        name = text.ToString();
        _names.Add(name);
        return name;
    }

    private TomlValue ReadValue(int depth)
    {
        var span = new TomlSpan(_token.Start.Offset, _token.End.Offset + 1);
        TomlValue value;
        switch (_token.Kind)
        {
            case TokenKind.OpenBracket:
                return ReadList(depth + 1);
            case TokenKind.OpenBrace:
                return ReadTable(depth + 1);
            case TokenKind.String or TokenKind.StringMulti or TokenKind.StringLiteral or TokenKind.StringLiteralMulti:
                value = new TomlValue(TomlKind.String, span) { Text = _token.StringValue! };
                break;
            case TokenKind.Integer or TokenKind.IntegerHexa or TokenKind.IntegerOctal or TokenKind.IntegerBinary:
                value = new TomlValue(TomlKind.Integer, span) { Number = unchecked((long)_token.Data) };
                break;
            case TokenKind.True or TokenKind.False:
                value = new TomlValue(TomlKind.Boolean, span) { Number = _token.Kind == TokenKind.True ? 1 : 0 };
                break;
            case TokenKind.Float or TokenKind.Infinite or TokenKind.PositiveInfinite or TokenKind.NegativeInfinite
                or TokenKind.Nan or TokenKind.PositiveNan or TokenKind.NegativeNan
                or TokenKind.OffsetDateTimeByZ or TokenKind.OffsetDateTimeByNumber
                or TokenKind.LocalDateTime or TokenKind.LocalDate or TokenKind.LocalTime:
                value = new TomlValue(TomlKind.Other, span);
                break;
            case TokenKind.NewLine or TokenKind.Eof:
                throw Fault("the value is missing");
            default:
                throw Fault(MeansBoolean(span.Start) ? "this is not a value; write true or false" : "this is not a value; a text stands in quotes");
        }
        Next(TomlLexerMode.Value);
        return value;
    }

    // As wg-quick's files, YAML and other languages have them.
    private bool MeansBoolean(int start)
    {
        var rest = _text.AsSpan(start);
        var end = rest.IndexOfAnyExceptInRange('A', 'z');
        var word = (end < 0 ? rest : rest[..end]).ToString();
        return new[] { "yes", "no", "on", "off", "true", "false" }.Contains(word, StringComparer.OrdinalIgnoreCase);
    }

    private TomlValue ReadList(int depth)
    {
        var start = Enter(depth, TomlLexerMode.Value);
        var first = _elements.Count;
        while (_token.Kind != TokenKind.CloseBracket)
        {
            var value = ReadValue(depth);
            SkipNewLines(TomlLexerMode.Value);
            _elements.Add(new TomlElement(value, null, ReadComma(TomlLexerMode.Value)));
            if (_elements[^1].Comma is null && _token.Kind != TokenKind.CloseBracket)
                throw Fault("the list goes on without a comma, or is not closed with ']'");
        }
        return Leave(TomlKind.List, start, first);
    }

    private TomlValue ReadTable(int depth)
    {
        var start = Enter(depth, TomlLexerMode.Key);
        var first = _elements.Count;
        while (_token.Kind != TokenKind.CloseBrace)
        {
            var line = ReadLine([], depth, "the inline table is not closed with '}'", endsLine: false);
            SkipNewLines(TomlLexerMode.Key);
            _elements.Add(new TomlElement(line.Value, line.Key, ReadComma(TomlLexerMode.Key)));
            if (_elements[^1].Comma is null && _token.Kind != TokenKind.CloseBrace)
                throw Fault("the inline table goes on without a comma, or is not closed with '}'");
        }
        return Leave(TomlKind.Table, start, first);
    }

    private int Enter(int depth, TomlLexerMode inside)
    {
        if (depth > MaxDepth)
            throw Fault($"lists and tables are more than {MaxDepth} deep inside one another");
        var start = _token.Start.Offset;
        Next(inside);
        SkipNewLines(inside);
        return start;
    }

    // A value ends here as well, so that the lexer goes on as behind any value.
    private TomlValue Leave(TomlKind kind, int start, int first)
    {
        var span = new TomlSpan(start, _token.End.Offset + 1);
        var elements = CollectionsMarshal.AsSpan(_elements)[first..].ToArray();
        _elements.RemoveRange(first, elements.Length);
        Next(TomlLexerMode.Value);
        return new TomlValue(kind, span) { Elements = elements };
    }

    private int? ReadComma(TomlLexerMode next)
    {
        if (_token.Kind != TokenKind.Comma)
            return null;
        var offset = _token.Start.Offset;
        Next(next);
        SkipNewLines(next);
        return offset;
    }

    private void EndLine()
    {
        if (_token.Kind == TokenKind.NewLine)
            Next(TomlLexerMode.Key);
        else if (_token.Kind != TokenKind.Eof)
            throw Fault("only a comment may follow on this line");
    }

    private void SkipNewLines(TomlLexerMode mode)
    {
        while (_token.Kind == TokenKind.NewLine)
            Next(mode);
    }

    private void Next(TomlLexerMode mode)
    {
        _lexer.Mode = mode;
        do
        {
            if (!_lexer.MoveNext())
                return;
            _token = _lexer.Current;
        }
        while (_token.Kind is TokenKind.Whitespaces or TokenKind.Comment);
    }

    private TomlFault Fault(string message) => new(_token.Start.Offset, message);
}
