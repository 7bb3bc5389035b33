using VwMesh.Model;

namespace VwMesh.Setup;

/// <summary>A node's key.</summary>
/// <param name="Public">The public half.</param>
/// <param name="Private">The private half, or <see langword="null"/> when it stays on the node, in <c>/etc/wireguard/NAME.key</c>.</param>
public sealed record NodeKey(PublicKey Public, PrivateKey? Private)
{
    internal const string BeginOfPlaceholder = "KEY-STAYS-ON-THE-NODE:";

    /// <summary>The value of PrivateKey in a node's file. wg refuses the placeholder and quotes it, without blanks, so it says what to do.</summary>
    /// <param name="networkName">The network's name.</param>
    /// <returns>The key, or the placeholder. The caller answers for where a key goes.</returns>
    public string Reveal(string networkName) => Private?.Reveal() ?? Placeholder(networkName);

    /// <summary>The placeholder for a key that stays on its node.</summary>
    /// <param name="networkName">The network's name.</param>
    /// <returns>A word that no tool accepts as a key.</returns>
    public static string Placeholder(string networkName) => $"{BeginOfPlaceholder}run-sh-{networkName}.vwmesh-install";
}
