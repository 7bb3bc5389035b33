using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace VwMesh.Model;

/// <summary>Whether a shell can parse a line. bash decides where this machine has it; elsewhere a scan finds the common mistakes.</summary>
internal static partial class ShellSyntax
{
    private const string TypographicQuotes = "‘’‚‛“”„‟«»";
    private const string TypographicDashes = "‐‑‒–—―−";
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("\t %+,-./0123456789:=@ABCDEFGHIJKLMNOPQRSTUVWXYZ^_abcdefghijklmnopqrstuvwxyz");
    private static readonly HashSet<string> ReservedWords =
    [
        "case", "coproc", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "in", "select", "then", "time", "until", "while",
    ];
    private static readonly ConcurrentDictionary<string, string?> Answers = new();

    /// <summary>The fault of a line that a shell cannot parse.</summary>
    /// <param name="line">One line of shell.</param>
    /// <returns>The fault and the remedy, or <see langword="null"/>.</returns>
    internal static string? FaultOf(string line)
    {
        if (IsPlain(line))
            return null;
        return FaultOfTypography(line) ?? (Bash.IsThere ? FaultByBash(line) : FaultByScan(line));
    }

    /// <summary>The fault that a scan of quotes, brackets and operators finds.</summary>
    internal static string? FaultByScan(string line)
    {
        // What closes the quotes and brackets that are open, with the columns where they opened.
        var open = new Stack<(char Closer, int Column)>();
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            var quoted = open.TryPeek(out var inner) && inner.Closer == '"';
            if (c == '\\')
                i++;
            else if (open.Count > 0 && c == inner.Closer)
                open.Pop();
            else if (c == '\'' && !quoted && line.IndexOf('\'', i + 1) is var close)
            {
                if (close < 0)
                    return Unclosed('\'', i + 1);
                i = close;
            }
            else if (c is '"' or '`')
                open.Push((c, i + 1));
            else if (c == '(' && (!quoted || line[Math.Max(0, i - 1)] == '$'))
                open.Push((')', i + 1));
            else if (c == '{' && i > 0 && line[i - 1] == '$')
                open.Push(('}', i + 1));
        }
        if (open.Count > 0)
            return Unclosed(line[open.Peek().Column - 1], open.Peek().Column);
        var trimmed = line.Trim();
        return trimmed[0] is '|' or '&' or ';' or ')' ? $"there is no command before {Quoted.Show(trimmed[..1])}"
            : trimmed[^1] == '|' || trimmed.EndsWith("&&", StringComparison.Ordinal) ? $"there is no command after {Quoted.Show(trimmed[^1..])}"
            : null;
    }

    private static string Unclosed(char bracket, int column) =>
        string.Create(CultureInfo.InvariantCulture, $"the {bracket} in column {column} is not closed");

    // Most hooks are words alone, and bash need not read them.
    private static bool IsPlain(string line) =>
        !line.AsSpan().ContainsAnyExcept(Plain) && !line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Any(ReservedWords.Contains);

    // bash takes these for letters; they come from text that a word processor or a web page has embellished.
    private static string? FaultOfTypography(string line)
    {
        foreach (var (i, c) in ShellQuotes.Unquoted(line))
        {
            if (TypographicQuotes.Contains(c, StringComparison.Ordinal))
                return string.Create(CultureInfo.InvariantCulture, $"the typographic quote {c} in column {i + 1} is a letter to a shell; write ' or \"");
            if (TypographicDashes.Contains(c, StringComparison.Ordinal) && (i == 0 || line[i - 1] is ' ' or '\t'))
                return string.Create(CultureInfo.InvariantCulture, $"the dash {c} in column {i + 1} is a letter to a shell; write -");
            if (c == '\u00a0')
                return string.Create(CultureInfo.InvariantCulture, $"the no-break space in column {i + 1} is a letter to a shell; write a space");
        }
        return null;
    }

    // The hooks of many nodes differ by names and numbers, which change nothing in how a line is parsed: one process of bash serves them all.
    // The message is of the hook itself.
    private static string? FaultByBash(string line) =>
        Answers.GetOrAdd(Word().Replace(line, m => ReservedWords.Contains(m.Value) ? m.Value : "w"), Bash.FaultOf) is not null && Bash.FaultOf(line) is { } fault
            ? FaultByScan(line) ?? $"bash cannot parse it: {fault}" : null;

    // A word before = [ or ( may be a name, and a name has no digit first.
    [GeneratedRegex(@"(?<![\w./:,@%+-])[\w./:,@%+-]+(?![\w./:,@%+-]|[=\[]|\s*\()", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
