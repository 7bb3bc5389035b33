using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Settings;

/// <summary>Keys that decide which tunnels there are and that vwgen, which reads the same file, ignores.</summary>
internal sealed class UnheededByVwgen() : NetworkCheck("VW2017", Severity.Information)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var network = mesh.Network;
        List<string> keys =
        [
            .. network.Peering.Equals(PeeringRule.FullMesh) ? [] : new[] { "Peering" },
            .. network.PresharedKeySeed is null ? [] : new[] { "PresharedKeySeed" },
            .. network.Nodes.Any(n => n.Relay) ? new[] { "Relay" } : [],
            .. network.Links.Count > 0 ? new[] { "Link" } : [],
        ];
        if (keys.Count > 0)
        {
            yield return new Finding($"vwgen reads this file and ignores {Enumeration.Of(keys)}: the files that it makes have other tunnels.",
                "Nothing, as long as all nodes get their files from VwMesh.", Key: keys[0]);
        }
    }
}
