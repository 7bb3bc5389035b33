using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Reach;

/// <summary>A group that no rule names, in a network with rules. Groups of relays count too, because nodes prefer the relays of their groups.</summary>
internal sealed class GroupWithoutRule() : NetworkCheck("VW4010", Severity.Information)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var rules = mesh.Network.Peering;
        if (rules.Equals(PeeringRule.FullMesh))
            return [];
        var named = rules.SelectMany(r => new[] { r.One, r.Other }).Concat(mesh.Network.Nodes.Where(n => n.Relay).SelectMany(n => n.Groups)).ToHashSet(GroupName.Comparer);
        return mesh.Network.Nodes.SelectMany(n => n.Groups.Distinct(GroupName.Comparer), (n, g) => (n.Name, Group: g)).Where(e => !named.Contains(e.Group))
            .GroupBy(e => e.Group, e => e.Name, GroupName.Comparer)
            .Select(g => new Finding(
                $"No peering rule names the group {Quoted.Show(g.Key)} of {Enumeration.Of([.. g])}, and no relay is in it: it changes no tunnel.",
                "Nothing, if the group is for Get-VwNode -Group; otherwise Set-VwNetwork -Peering with a rule for it.", g.First(), "Groups"));
    }
}
