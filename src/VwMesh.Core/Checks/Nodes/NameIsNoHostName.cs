using System.Globalization;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>The name is good for a node, but not for a host in DNS (RFC 1123; RFC 5891 beyond ASCII).</summary>
internal sealed class NameIsNoHostName() : NetworkCheck("VW3030", Severity.Information)
{
    private static readonly IdnMapping Idna = new() { UseStd3AsciiRules = true };

    internal override IEnumerable<Finding> Find(Mesh mesh) =>
        mesh.Network.Nodes.Where(n => !n.Name.Split('.').All(IsLabel)).Select(node => new Finding(
            $"Node {Quoted.Show(node.Name)} cannot be a host name in DNS, whose labels have letters, digits and hyphens, not at their ends; Export-VwDnsZone leaves it out.",
            "Nothing, if the nodes are not to be in DNS; otherwise Rename-VwNode.",
            node.Name));

    private static bool IsLabel(string label)
    {
        try
        {
            return label.Length > 0 && Idna.GetAscii(label.ToLowerInvariant()).Length > 0;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
