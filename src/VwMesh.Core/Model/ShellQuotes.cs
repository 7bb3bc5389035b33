namespace VwMesh.Model;

/// <summary>The quotes of a shell.</summary>
internal static class ShellQuotes
{
    /// <summary>The characters of a line that neither quotes nor a backslash hide, with their positions.</summary>
    internal static IEnumerable<(int Index, char Character)> Unquoted(string line)
    {
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '\\' && quote != '\'')
                i++;
            else if (quote != '\0')
                quote = c == quote ? '\0' : quote;
            else if (c is '\'' or '"')
                quote = c;
            else
                yield return (i, c);
        }
    }
}
