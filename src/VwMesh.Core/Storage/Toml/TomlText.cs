using System.Globalization;
using System.Text;

namespace VwMesh.Storage.Toml;

/// <summary>Writes TOML 0.5 the way vwgen does, so that vwgen (Python <c>toml</c> 0.10) reads it.</summary>
internal static class TomlText
{
    /// <summary>A key, in quotes unless it is bare.</summary>
    internal static string Key(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? name : Escaped(name);

    internal static string Integer(long value) => value.ToString(CultureInfo.InvariantCulture);

    internal static string Boolean(bool value) => value ? "true" : "false";

    internal static string String(string value)
    {
        // Python's toml takes two quotes at the beginning of a value for the end of an empty one, escaped or not.
        if ((value.StartsWith("\"\"", StringComparison.Ordinal) || value == "\"") && CanBeLiteral(value))
            return $"'{value}'";
        // It also splits lists at commas first, and takes the quote before a leading comma for a whole string.
        var blanks = value.Length - value.AsSpan().TrimStart().Length;
        return blanks < value.Length && value[blanks] == ','
            ? Escaped(value[..blanks])[..^1] + "\\u002c" + Escaped(value[(blanks + 1)..])[1..]
            : Escaped(value);
    }

    /// <summary>A list as vwgen writes it: a blank before each item, a comma after each.</summary>
    internal static string Array(IEnumerable<string> items) => $"[{string.Concat(items.Select(i => $" {i},"))}]";

    private static bool CanBeLiteral(string value) => value[^1] != '\\' && value.All(c => c != '\'' && (!char.IsControl(c) || c == '\t'));

    private static string Escaped(string value)
    {
        var text = new StringBuilder("\"", value.Length + 2);
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append(@"\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                _ when char.IsControl(c) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }
        return text.Append('"').ToString();
    }
}
