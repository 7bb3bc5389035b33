using Tomlyn.Syntax;

namespace VwMesh.Storage.Toml;

/// <summary>Says in our words what the parser found: its own quote the file, which may be a private key without quotes.</summary>
internal static class TomlFault
{
    // In the order in which they are tried; the first whose words are in the parser's message counts.
    private static readonly (string Words, string Why)[] Faults =
    [
        ("end-of-line found while expecting a value", "the value is missing"),
        ("Expecting `=`", "after a key comes '=' and its value"),
        ("for a value", "this is no value; a text stands in quotes"),
        ("Missing a `,`", "a comma is missing between two items of the list"),
        ("Expecting a closing `]`", "the list is not closed; an item ends with a comma, the list with ']'"),
        ("while parsing inline table", "the inline table is not closed; it ends with '}'"),
        ("for a base key", "a key is missing or malformed; write it with A-Z, a-z, 0-9, '-' and '_', or in quotes"),
        ("while expecting token `newline`", "only a comment may follow on this line"),
        ("while expecting `]`", "the header of the table is not closed; write it like [Node.paris]"),
        ("while expecting `]]`", "the header of the table is not closed; write it like [Node.paris]"),
        ("newline in a string", "the text does not end on its line; close it with a quote"),
        ("End-Of-File", "a text is not closed with a quote before the file ends"),
        ("escape", "this escape is unknown; write \\\\ for a backslash"),
        ("Unicode scalar", "this escape is no character"),
        ("control character", "there is a control character here"),
        (@"Invalid \r", "there is a carriage return without a line feed"),
        ("surrogate", "there is a character here that is none"),
        ("date", "this is no date"),
        ("igit", "this is no number"),
        ("eading", "a number does not begin with 0"),
        ("integer", "this is no number"),
        ("floating", "this is no number"),
        ("Unexpected token", "here a key, a table's header or a comment should be"),
    ];

    internal static string Explain(DiagnosticMessage message) =>
        Faults.FirstOrDefault(f => message.Message.Contains(f.Words, StringComparison.Ordinal)).Why ?? "this is not TOML";
}
