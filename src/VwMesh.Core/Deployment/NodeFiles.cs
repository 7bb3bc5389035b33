using VwMesh.Rendering;

namespace VwMesh.Deployment;

/// <summary>The texts of a node's files.</summary>
/// <param name="Tunnel">NAME.conf, which has the node's private key.</param>
/// <param name="Program">NAME.vwmesh.</param>
/// <param name="Unit">vwmesh-NAME.service.</param>
internal sealed record NodeFiles(string Tunnel, string Program, string Unit)
{
    /// <summary>The texts of what a format wrote.</summary>
    internal static NodeFiles Of(IReadOnlyList<NodeFile> files) => new(With(files, ".conf"), With(files, ".vwmesh"), With(files, ".service"));

    /// <summary>Never the texts, of which one is secret.</summary>
    public override string ToString() => nameof(NodeFiles);

    private static string With(IReadOnlyList<NodeFile> files, string ending) => files.Single(f => f.Name.EndsWith(ending, StringComparison.Ordinal)).Reveal();
}
