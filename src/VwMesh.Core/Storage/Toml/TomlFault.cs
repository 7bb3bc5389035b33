namespace VwMesh.Storage.Toml;

/// <summary>A place where a text stops being TOML.</summary>
/// <param name="offset">The place.</param>
/// <param name="message">What is wrong, without quoting the text.</param>
internal sealed class TomlFault(int offset, string message) : Exception(message)
{
    // In the order in which they are tried; the first whose words are in the lexer's message counts.
    private static readonly (string Words, string Why)[] OfLexer =
    [
        ("newline in a string", "the text does not end on its line; close it with a quote"),
        ("End-Of-File", "a text is not closed with a quote before the file ends"),
        ("escape", "this escape is unknown; write \\\\ for a backslash"),
        ("Unicode scalar", "this escape is no character"),
        ("control character", "there is a control character here"),
        (@"Invalid \r", "there is a carriage return without a line feed"),
        ("surrogate", "there is a character here that is none"),
        ("date", "this is no date"),
    ];

    internal int Offset { get; } = offset;

    /// <summary>Says what the lexer found. Its own words quote the file, which may be a private key that lacks its quotes.</summary>
    internal static TomlFault Of(Tomlyn.Syntax.DiagnosticMessage message) => new(message.Span.Start.Offset,
        OfLexer.FirstOrDefault(f => message.Message.Contains(f.Words, StringComparison.Ordinal)).Why ?? "this is no number");
}
