using System.Text.RegularExpressions;
using VwMesh.Model;
using VwMesh.Setup;

namespace VwMesh.Rendering;

/// <summary>The comments on top of a node's file: whose it is, who made it of what, and what becomes of changes made in it.</summary>
internal static partial class HeadComment
{
    private static readonly string Version = typeof(HeadComment).Assembly.GetName().Version!.ToString(3);

    /// <summary>The first line, by which a file is recognised.</summary>
    internal static string FirstLine(string network, string node) => $"# Network {network}, node {node}; written by VwMesh";

    /// <summary>All lines of a node's wg-quick file.</summary>
    internal static string Of(NodeSetup setup)
    {
        var (network, name) = (setup.Network, setup.WireGuard.Interface);
        string?[] lines =
        [
            FirstLine(network.Name, setup.Node),
            setup.Description is null ? null : $"# {ForeignText.Line(setup.Description)}",
            $"# Interfaces: {name} for WireGuard; {setup.Vxlan.Interface}, the Ethernet, with {Enumerate(setup.Vxlan.Address)}",
            $"# VwMesh {Version} made this from the file of the network. Edit that one: Deploy-VwNode overwrites this,",
            $"# and keeps the one before as /etc/wireguard/{name}.conf.previous.",
        ];
        return string.Concat(lines.OfType<string>().Select(l => l + "\n"));
    }

    /// <summary>Whether two files say the same, whichever versions of VwMesh wrote them.</summary>
    internal static bool AreSame(string one, string other) => one == other || WithoutVersion(one) == WithoutVersion(other);

    private static string Enumerate(ValueList<InterfaceAddress> addresses) => addresses.Count == 0 ? "no address" : string.Join(", ", addresses);

    private static string WithoutVersion(string text) => VersionLine().Replace(text, "$1", 1);

    [GeneratedRegex(@"^(# VwMesh )\d+\.\d+\.\d+\b", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex VersionLine();
}
