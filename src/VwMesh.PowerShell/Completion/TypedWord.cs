using System.Management.Automation;
using System.Text.RegularExpressions;

namespace VwMesh.Completion;

/// <summary>The word at the cursor: what it matches, and how what it becomes is quoted.</summary>
internal sealed partial class TypedWord
{
    // Whatever a keyboard makes of a quote, PowerShell reads as one.
    private const string SingleQuotes = "'\u2018\u2019\u201a\u201b";
    private const string DoubleQuotes = "\"\u201c\u201d\u201e";

    private readonly char _quote;
    private readonly WildcardPattern _pattern;

    internal TypedWord(string? word)
    {
        Text = word ?? "";
        if (Text.Length > 0 && (SingleQuotes + DoubleQuotes).Contains(Text[0], StringComparison.Ordinal))
        {
            _quote = SingleQuotes.Contains(Text[0], StringComparison.Ordinal) ? '\'' : '"';
            Text = Text[1..].TrimEnd(Text[0]);
        }
        // No name has a bracket: only what cannot be part of one is a wildcard.
        _pattern = WildcardPattern.Get(Text.Replace("`", "``", StringComparison.Ordinal).Replace("[", "`[", StringComparison.Ordinal) + "*",
            WildcardOptions.IgnoreCase);
    }

    /// <summary>The word without quotes.</summary>
    internal string Text { get; }

    internal bool Matches(Candidate candidate) => _pattern.IsMatch(candidate.Text);

    internal CompletionResult Complete(Candidate candidate) =>
        new(Quote(candidate.Text), candidate.Text, CompletionResultType.ParameterValue, candidate.ToolTip());

    private string Quote(string text) => _quote switch
    {
        '"' => $"\"{Special().Replace(text, "`$0")}\"",
        '\'' => InSingleQuotes(text),
        _ => Bare().IsMatch(text) ? text : InSingleQuotes(text),
    };

    private static string InSingleQuotes(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    // What begins with a digit may be read as another number: 1e3 would arrive as 1000. A hyphen begins a parameter.
    [GeneratedRegex(@"^(?:[\p{L}_./~][\p{L}\p{M}\p{Nd}_.=+:/\\-]*|[1-9]\d{0,8})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Bare();

    [GeneratedRegex("[`\"$]", RegexOptions.CultureInvariant)]
    private static partial Regex Special();
}
