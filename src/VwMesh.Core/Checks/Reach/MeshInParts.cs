using VwMesh.Links;

namespace VwMesh.Checks.Reach;

/// <summary>The mesh falls into parts between which nothing passes, not even through other nodes.</summary>
internal sealed class MeshInParts() : NetworkCheck("VW4002", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var parts = mesh.Reach.Parts;
        if (parts.Count > 1)
        {
            yield return new Finding(
                $"The mesh falls into {parts.Count} parts: {string.Join("; ", parts.Take(3).Select(p => Enumeration.Of([.. p.Select(n => n.Name)])))}{(parts.Count > 3 ? "; and more" : "")}.",
                "Unblock-VwPeer allows a peering between the parts, or Set-VwNode -Endpoint makes a node reachable for another part.");
        }
    }
}
