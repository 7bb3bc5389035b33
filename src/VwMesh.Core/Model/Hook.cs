namespace VwMesh.Model;

/// <summary>The rules of hooks (wg-quick(8): PreUp, PostUp, PreDown, PostDown): the user's own shell, one line each, in which <c>%i</c> is the interface.</summary>
public static class Hook
{
    /// <summary>Reads a hook.</summary>
    /// <param name="text">A line of shell without <c>#</c>, which old wireguard-tools take for a comment even in quotes.</param>
    /// <returns>The line without spaces around it.</returns>
    /// <exception cref="VwMeshException">The text is not one line, is empty, has a <c>#</c>, or is nothing that bash can parse (<c>InvalidHook</c>).</exception>
    public static string Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FaultOf(text) is { } fault
            ? throw VwMeshException.Invalid("InvalidHook", $"{Quoted.Show(text)} cannot be a hook: {fault}.", text)
            : text.Trim();
    }

    /// <summary>What keeps a text from being a hook.</summary>
    /// <param name="text">The text.</param>
    /// <returns>What is wrong and what would be right, or <see langword="null"/> when nothing is.</returns>
    public static string? FaultOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (string.IsNullOrWhiteSpace(text))
            return "it is empty";
        if (text.Contains('#', StringComparison.Ordinal))
            return "wireguard-tools before 1.0.20250521 cut a line at '#', even in quotes; put the command into a script of its own";
        return text.EnumerateRunes().Any(rune => rune.Value != '\t' && Invisible.Is(rune))
            ? "it must be one line without control, bidirectional or zero-width characters; give each command as a hook of its own, or put them into a script"
            : ShellSyntax.FaultOf(text);
    }
}
