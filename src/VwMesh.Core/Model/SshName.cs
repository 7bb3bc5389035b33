using System.Globalization;

namespace VwMesh.Model;

/// <summary>
/// The rules of what is handed to ssh(1) about a node. ssh takes a word that begins with a hyphen for an option, and hands host and user
/// name on to commands of the user's configuration (ProxyCommand, Match exec), where a shell reads them: so both are plain words.
/// </summary>
public static class SshName
{
    private const int LongestHostName = 253;
    private const int LongestUserName = 64;
    private const int LongestPath = 4096;

    /// <summary>Reads a destination: a host name, an address (IPv6 without brackets, with or without a zone), or an alias of the ssh configuration.</summary>
    /// <param name="text">1 to 253 ASCII letters, digits, <c>.</c>, <c>-</c>, <c>_</c>, and in an address <c>:</c> and <c>%</c>; it begins with a letter, a digit or a colon.</param>
    /// <returns>The text.</returns>
    /// <exception cref="VwMeshException">The text is none (<c>InvalidHostName</c>).</exception>
    public static string ParseHostName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= LongestHostName && (char.IsAsciiLetterOrDigit(text[0]) || text[0] == ':') && (IsPlain(text, ".-_") || IsIPv6(text))
            ? text
            : throw VwMeshException.Invalid("InvalidHostName",
                $"{Quoted.Show(text)} is not an ssh destination: a host name, an address, or an alias of the ssh configuration, without user and port; "
                + "letters, digits, '.', '-' and '_', beginning with a letter or digit.", text);
    }

    /// <summary>Reads the name of an account on a node.</summary>
    /// <param name="text">1 to 64 ASCII letters, digits, <c>.</c>, <c>-</c>, <c>_</c>, <c>@</c> and <c>+</c>; it does not begin with a hyphen or sign.</param>
    /// <returns>The text.</returns>
    /// <exception cref="VwMeshException">The text is none (<c>InvalidUserName</c>).</exception>
    public static string ParseUserName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= LongestUserName && (char.IsAsciiLetterOrDigit(text[0]) || text[0] == '_') && IsPlain(text, ".-_@+")
            ? text
            : throw VwMeshException.Invalid("InvalidUserName",
                $"{Quoted.Show(text)} is not a user name: letters, digits, '.', '-', '_', '@' and '+', beginning with a letter or digit.", text);
    }

    /// <summary>Reads the path of an ssh key file on the machine that deploys; a relative one starts at the folder of the network's file.</summary>
    /// <param name="text">1 to 4096 characters without control characters, <c>%</c>, <c>$</c> and quotes, in which ssh would look for tokens; no hyphen first.</param>
    /// <returns>The text.</returns>
    /// <exception cref="VwMeshException">The text is none (<c>InvalidKeyFilePath</c>).</exception>
    public static string ParseKeyFilePath(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length is > 0 and <= LongestPath && text[0] != '-' && text.AsSpan().IndexOfAny("%$\"'`") < 0
            && text.All(c => char.GetUnicodeCategory(c) is not (UnicodeCategory.Control or UnicodeCategory.Format))
            ? text
            : throw VwMeshException.Invalid("InvalidKeyFilePath",
                $"{Quoted.Show(text)} is not the path of a key file: it begins with no hyphen and has no '%', '$', quotes or control characters.", text);
    }

    private static bool IsPlain(string text, string others) => text.All(c => char.IsAsciiLetterOrDigit(c) || others.Contains(c, StringComparison.Ordinal));

    private static bool IsIPv6(string text)
    {
        var zone = text.IndexOf('%', StringComparison.Ordinal);
        return AddressText.TryParseAddress(zone < 0 ? text : text[..zone], out _) && (zone < 0 || (zone < text.Length - 1 && IsPlain(text[(zone + 1)..], ".-_")));
    }
}
