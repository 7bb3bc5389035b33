using VwMesh.Model;

namespace VwMesh.Importing;

/// <summary>
/// Makes a network of existing wg-quick files, one a node, so that exporting it gives the same tunnels again. Files that vwgen or VwMesh
/// wrote give all of the network back; to others a VXLAN interface is added.
/// </summary>
public static class NodeConfigImporter
{
    /// <summary>Reads the files of a mesh.</summary>
    /// <param name="sources">The files, one a node.</param>
    /// <param name="settings">The network to fill: its name, and the settings where the files say nothing.</param>
    /// <returns>The network, and what it does not have of the files.</returns>
    /// <exception cref="VwMeshException">
    /// A file is none of wg-quick (<c>NotNodeConfig</c>), has no private key (<c>NoPrivateKey</c>) or that of another (<c>DuplicateKey</c>), two
    /// would be the same node (<c>NodeExists</c>), or a value is one that wg would not take (the id is that of the value).
    /// </exception>
    public static ImportResult Import(IReadOnlyList<ConfigSource> sources, Network settings)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(settings);
        var texts = sources.Select(ConfigText.Of).ToList();
        foreach (var text in texts.Where(t => t.Interface is null))
        {
            throw new VwMeshException("NotNodeConfig", ErrorKind.InvalidData,
                $"{Quoted.Show(text.Source.Path, int.MaxValue)} has no [Interface] section; name files of wg-quick, one a node.",
                text.Source.Path);
        }
        var nodes = NodeNaming.NamesOf(texts).Zip(texts, (name, text) => new ImportedNode(name, text)).ToList();
        RequireDistinctKeys(nodes);

        var findings = new FindingList();
        foreach (var node in nodes)
            FileFindings.Report(node, settings.Name, findings);
        var peerings = new Peerings(nodes, findings);
        var network = NetworkBuilder.Build(settings, nodes, peerings, findings);
        return new ImportResult(network, findings.InOrderOf(sources));
    }

    private static void RequireDistinctKeys(IEnumerable<ImportedNode> nodes)
    {
        foreach (var same in nodes.GroupBy(n => n.PublicKey).Where(g => g.Count() > 1))
        {
            throw new VwMeshException("DuplicateKey", ErrorKind.InvalidData,
                $"{string.Join(" and ", same.Select(n => Quoted.Show(n.Path, int.MaxValue)))} have the same private key; name one file a node.",
                same.Key.Value);
        }
    }
}
