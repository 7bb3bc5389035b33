using System.Buffers;
using VwMesh.Model;

namespace VwMesh.Importing;

/// <summary>A hook as a shell reads it.</summary>
internal static class ShellLine
{
    private static readonly SearchValues<char> Special = SearchValues.Create("'\"$`|&<>(){}*?~\\#");

    private const string Operators = " \t;&|()<>";

    /// <summary>Where a comment begins: a <c>#</c> at the beginning of a word, outside of quotes; -1 without one.</summary>
    internal static int CommentOf(string line)
    {
        foreach (var (i, c) in ShellQuotes.Unquoted(line))
        {
            if (c == '#' && (i == 0 || Operators.Contains(line[i - 1], StringComparison.Ordinal)))
                return i;
        }
        return -1;
    }

    /// <summary>The commands of a line, word by word; <see langword="null"/> when it has more than plain words.</summary>
    internal static IReadOnlyList<string[]>? CommandsOf(string line)
    {
        var plain = line.Replace("2>/dev/null", "", StringComparison.Ordinal).Replace("|| true", ";", StringComparison.Ordinal)
            .Replace("|| :", ";", StringComparison.Ordinal).Replace("&&", ";", StringComparison.Ordinal);
        return plain.AsSpan().ContainsAny(Special) ? null
            : [.. plain.Split(';').Select(c => c.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(c => c.Length > 0)];
    }
}
