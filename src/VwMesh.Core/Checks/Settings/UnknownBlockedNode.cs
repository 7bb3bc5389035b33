using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Settings;

/// <summary>The blacklist forbids something to a node that there is not: perhaps a slip, and then a pair peers that should not.</summary>
internal sealed class UnknownBlockedNode() : NetworkCheck("VW2007", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh) => mesh.Network.Blocked
        .SelectMany(pair => new[] { pair.First, pair.Second })
        .Where(name => mesh.Network.Find(name) is null)
        .Distinct(NodeName.Comparer).Order(NodeName.Comparer)
        .Select(name => new Finding(
            $"The blacklist names {Quoted.Show(name)}, and there is no such node.",
            "Correct the name, or remove its pairs from the file.",
            Key: "Blacklist"));
}
