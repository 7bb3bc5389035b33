using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Reach;

/// <summary>A peering rule that allows no two nodes a tunnel.</summary>
internal sealed class RuleWithoutEffect() : NetworkCheck("VW4009", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var members = mesh.Network.Nodes.SelectMany(n => n.Groups.Distinct(GroupName.Comparer), (n, g) => (Node: n, Group: g)).ToLookup(e => e.Group, e => e.Node, GroupName.Comparer);
        foreach (var rule in mesh.Network.Peering.Where(_ => mesh.Network.Nodes.Count > 1))
        {
            var missing = new[] { rule.One, rule.Other }.Distinct(GroupName.Comparer).Where(g => g != PeeringRule.Everyone && !members.Contains(g)).ToList();
            if (missing.Count > 0)
            {
                yield return new Finding(
                    $"The peering rule {Quoted.Show(rule.ToString())} names {Enumeration.Of(missing)}, and no node is in {(missing.Count > 1 ? "these groups" : "this group")}: the rule allows no tunnel.",
                    "Set-VwNode -Groups puts nodes into a group; Set-VwNetwork -Peering without the rule removes it.", Key: "Peering");
            }
            else if (rule.One != PeeringRule.Everyone && GroupName.Comparer.Equals(rule.One, rule.Other) && members[rule.One].Take(2).Count() == 1)
            {
                yield return new Finding(
                    $"The peering rule {Quoted.Show(rule.ToString())} matches no pair: {Quoted.Show(members[rule.One].First().Name)} is the only node of the group.",
                    "Set-VwNode -Groups puts more nodes into the group; Set-VwNetwork -Peering without the rule removes it.", Key: "Peering");
            }
        }
    }
}
