namespace VwMesh.Model;

/// <summary>The rules of network names, which become the names of Linux interfaces: the network's own, and with <c>v</c> before it the VXLAN's.</summary>
public static class NetworkName
{
    /// <summary>The most characters a name may have: an interface has 15 (IFNAMSIZ), and one goes to the <c>v</c>.</summary>
    public const int MaxLength = 14;

    /// <summary>Reads a name: 1 to 14 of <c>A–Z a–z 0–9 _ = + -</c>, not beginning with a hyphen, and not a name that hosts use for something else.</summary>
    /// <param name="text">The name.</param>
    /// <returns>The same name.</returns>
    /// <exception cref="VwMeshException">The text cannot name the interfaces (<c>InvalidNetworkName</c>).</exception>
    public static string Parse(string text) => FaultOf(text) is { } fault
        ? throw VwMeshException.Invalid("InvalidNetworkName", $"{Quoted.Show(text)} cannot name an interface: {fault}.", text)
        : text;

    /// <summary>The fault of a text that cannot name the interfaces of a network.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The fault and the remedy, or <see langword="null"/> when nothing is.</returns>
    public static string? FaultOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text switch
        {
            "lo" => "it is the name of the loopback interface, which every host has; choose another",
            "all" or "default" => "Linux keeps it for the settings of all interfaces (/proc/sys/net/ipv4/conf); choose another",
            "interfaces" => "'wg show interfaces' lists all interfaces; choose another",
            _ => IsWord(text) ? null
                : $"it needs 1 to {MaxLength} of A-Z, a-z, 0-9, '_', '=', '+' and '-', not beginning with '-' ('v' goes before it, and an interface name has 15 characters)",
        };
    }

    private static bool IsWord(string text) =>
        text is { Length: > 0 and <= MaxLength } && text[0] != '-' && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '=' or '+' or '-');
}
