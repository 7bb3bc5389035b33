using VwMesh.Model;

namespace VwMesh.Checks.Neighbours;

/// <summary>A copy of a network's file, such as a backup, is a network to every command. What the two share is said in this one sentence.</summary>
internal sealed class CopiedNetwork() : NeighbourCheck("VW5006", Severity.Warning)
{
    internal override bool IsAboutCopies => true;

    internal override IEnumerable<Finding> Find(Network network, IReadOnlyList<Network> neighbours) =>
        from copy in neighbours
        let file = Quoted.Show(Path.GetFileName(copy.Path), int.MaxValue)
        select new Finding(
            $"{file} looks like a copy of this network: {CountSame(network, copy)} of its {copy.Nodes.Count} nodes have the same name, key and addresses. Commands without a network's name take both.",
            $"Move {file} to another folder, or give it a name that ends neither in .toml nor in .conf. For a second network on the same machines, use New-VwNetwork and Get-VwNode | Add-VwNode.");

    /// <summary>Whether two files are contents of one network: half the nodes of the smaller one are the same in both.</summary>
    internal static bool AreCopies(Network one, Network other) =>
        Math.Min(one.Nodes.Count, other.Nodes.Count) is > 0 and var smaller && CountSame(one, other) * 2 >= smaller;

    // Two networks of one machine may have its key in common, never its link-layer address.
    private static int CountSame(Network one, Network other) => one.SharedWith(other).Count(p =>
        p.Own.LinkLayerAddress.Count > 0 && p.Own.LinkLayerAddress.Equals(p.Other.LinkLayerAddress) && p.Own.Address.Equals(p.Other.Address)
        && Equals(p.Own.PublicKey, p.Other.PublicKey));
}
