using System.Globalization;
using System.Text.RegularExpressions;
using VwMesh.Model;

namespace VwMesh.Importing;

/// <summary>
/// Makes a network of existing wg-quick files, one a node, so that exporting it gives the same tunnels again. Files that vwgen or VwMesh
/// wrote give all of the network back; to others a VXLAN interface is added.
/// </summary>
public static partial class NodeConfigImporter
{
    /// <summary>Reads the files of a mesh.</summary>
    /// <param name="sources">The files, one a node.</param>
    /// <param name="settings">The network to fill: its name, and the settings where the files say nothing.</param>
    /// <returns>
    /// The network, and what it does not have of the files. Or the faults of all files: one has no section of wg-quick's (<c>NotNodeConfig</c>), is of
    /// another protocol (<c>NotWireGuard</c>), has no key that anything tells (<c>NoPrivateKey</c>) or that of another (<c>DuplicateKey</c>), two would be
    /// the same node (<c>NodeExists</c>), or wg would not take a value (the id is that of the value).
    /// </returns>
    public static ImportResult Import(IReadOnlyList<ConfigSource> sources, Network settings)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(settings);
        var (findings, faults) = (new FindingList(), new FaultList());
        var texts = sources.Select(ConfigText.Of).Where(text => IsWireGuard(text, faults)).ToList();
        var nodes = NodeNaming.NamesOf(texts, faults).Zip(texts, (name, text) => new ImportedNode(name, text, faults)).ToList();
        KeysOfPeers.Assign(nodes, findings, faults);
        RequireDistinctKeys(nodes, faults);
        nodes.AddRange(KeysOfPeers.WithoutFile(nodes, findings, faults));
        var distinct = nodes.Where(n => n.PublicKey is not null).DistinctBy(n => n.PublicKey).ToList();
        var peerings = new Peerings(distinct, findings, faults);
        foreach (var node in nodes.Where(n => n.HasFile))
            FileFindings.Report(node, settings.Name, findings);
        var network = faults.All.Count > 0 ? null : NetworkBuilder.Build(settings, nodes, peerings, findings, faults);
        return faults.All.Count > 0 ? new ImportResult(null, [], faults.All) : new ImportResult(network, findings.InOrderOf(sources), []);
    }

    private static bool IsWireGuard(ConfigText text, FaultList faults)
    {
        if (text.Interface is not { } section)
        {
            faults.Add(new VwMeshException("NotNodeConfig", ErrorKind.InvalidData,
                $"{Quoted.Show(text.Source.Path, int.MaxValue)} has no [Interface] section; name files of wg-quick, one a node.",
                text.Source.Path));
            return false;
        }
        if (section.Settings.Find(s => AmneziaKey().IsMatch(s.Key)) is not { } key)
            return true;
        faults.Add(new VwMeshException("NotWireGuard", ErrorKind.InvalidData, string.Create(CultureInfo.InvariantCulture,
            $"{text.Source.Path}:{key.Line}: {key.Key} is a key of AmneziaWG, and WireGuard does not understand its packets; a mesh with AmneziaWG cannot become one of WireGuard without new tunnels."),
            text.Source.Path));
        return false;
    }

    private static void RequireDistinctKeys(IEnumerable<ImportedNode> nodes, FaultList faults)
    {
        foreach (var same in nodes.Where(n => n.PublicKey is not null).GroupBy(n => n.PublicKey!).Where(g => g.Count() > 1))
        {
            faults.Add(new VwMeshException("DuplicateKey", ErrorKind.InvalidData,
                $"{string.Join(" and ", same.Select(n => Quoted.Show(n.Path, int.MaxValue)))} have the same key; name one file a node.",
                same.Key.Value));
        }
    }

    // Junk packets, sizes and headers of its handshakes.
    [GeneratedRegex("^(?:Jc|Jmin|Jmax|S[1-4]|H[1-4]|I[1-5]|J[1-3]|Itime)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex AmneziaKey();
}
