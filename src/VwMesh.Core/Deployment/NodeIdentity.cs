using System.Text.RegularExpressions;
using VwMesh.Live;
using VwMesh.Model;

namespace VwMesh.Deployment;

/// <summary>
/// Asks a machine which node it is before anything on it is replaced. A wrong HostName would otherwise write one node's key over another's.
/// </summary>
internal static partial class NodeIdentity
{
    /// <summary>Requires that a machine is not another node of the network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="node">The node that the machine should be.</param>
    /// <param name="live">What the machine runs.</param>
    /// <exception cref="VwMeshException">
    /// It runs, or its file has, the key of another node; or its file was written for another node and has a key that no node has (<c>NodeIsAnother</c>).
    /// </exception>
    internal static void Require(Network network, Node node, LiveNode live)
    {
        var keys = new[] { live.WireGuard?.PublicKey, KeyOf(live.File) }.OfType<PublicKey>().ToList();
        if (keys.Contains(node.PublicKey!))
            return;
        if (network.Nodes.FirstOrDefault(n => n.PublicKey is { } key && keys.Contains(key)) is { } owner)
            throw IsAnother(network, node, owner, $"it has the key of {Quoted.Show(owner.Name)}");
        if (NameOf(live.File) is { } name && !NodeName.Comparer.Equals(name, node.Name) && network.Find(name) is { } named)
            throw IsAnother(network, node, named, $"its file was written for {Quoted.Show(named.Name)}");
    }

    private static VwMeshException IsAnother(Network network, Node node, Node other, string sign) => new("NodeIsAnother", ErrorKind.InvalidData,
        $"The machine at {Quoted.Show(node.HostName ?? node.Endpoint?.Host ?? node.Name)} seems to be node {Quoted.Show(other.Name)} of network {Quoted.Show(network.Name)}, not {Quoted.Show(node.Name)}: {sign}. "
        + "Nothing was touched. Set-VwNode -HostName says where a node is; Deploy-VwNode -Force makes the machine this node.", node.Name);

    private static PublicKey? KeyOf(string? file)
    {
        if (file is null || KeyLine().Match(file) is not { Success: true } line)
            return null;
        try
        {
            return PrivateKey.Parse(line.Groups[1].Value).PublicKey;
        }
        catch (VwMeshException)
        {
            return null;
        }
    }

    private static string? NameOf(string? file) =>
        file is not null && HeadLine().Match(file) is { Success: true } line ? line.Groups[1].Value.TrimEnd('.') : null;

    [GeneratedRegex(@"^\s*PrivateKey\s*=\s*(\S+)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex KeyLine();

    [GeneratedRegex(@"\A# Network \S+, node ([^\s;:,]+)")]
    private static partial Regex HeadLine();
}
