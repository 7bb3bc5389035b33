using System.Text.RegularExpressions;
using VwMesh.Model;

namespace VwMesh.Importing;

/// <summary>
/// Finds what files and peers are called: by what vwgen, VwMesh or people write in comments, or by the names of files and folders.
/// </summary>
internal static partial class NodeNaming
{
    /// <summary>
    /// The names of the nodes, in the order of their files. A file without a name that a node can have (<c>InvalidNodeName</c>), and two of one
    /// name (<c>NodeExists</c>), are faults.
    /// </summary>
    internal static IReadOnlyList<string> NamesOf(IReadOnlyList<ConfigText> texts, FaultList faults)
    {
        // FOLDER/paris.conf, FOLDER/lima.conf; or paris/wg0.conf, lima/wg0.conf.
        var areFilesDistinct = texts.Select(t => FileNameOf(t)).Distinct(NodeName.Comparer).Count() == texts.Count;
        var names = texts.Select(text => NameOf(text, areFilesDistinct, faults)).ToList();
        foreach (var same in names.Index().Where(n => n.Item.Length > 0).GroupBy(n => n.Item, NodeName.Comparer).Where(g => g.Count() > 1))
        {
            var paths = same.Select(n => Quoted.Show(texts[n.Index].Source.Path, int.MaxValue));
            faults.Add(new VwMeshException("NodeExists", ErrorKind.ResourceExists,
                $"{string.Join(" and ", paths)} would all be node {Quoted.Show(same.Key)}; give the files, or their folders, the names of the nodes.",
                same.Key));
        }
        return names;
    }

    /// <summary>What a peer without a file is called, by its comments; never anything else they hold.</summary>
    internal static string? NameOf(ConfigSection peer) =>
        peer.Comments.Select(c => PeerComment().Match(c)).Where(m => m.Success).Select(m => m.Groups[1].Value).FirstOrDefault();

    internal static string FileNameOf(ConfigText text) => Path.GetFileNameWithoutExtension(text.Source.Path);

    private static string NameOf(ConfigText text, bool areFilesDistinct, FaultList faults)
    {
        var folder = Path.GetFileName(Path.GetDirectoryName(text.Source.Path));
        string?[] candidates =
        [
            .. text.Comments.Select(c => HeadComment().Match(c)).Where(m => m.Success).Select(m => m.Groups[1].Value),
            .. text.Interface!.Comments.Select(c => NameComment().Match(c)).Where(m => m.Success).Select(m => m.Groups[1].Value),
            areFilesDistinct ? FileNameOf(text) : folder,
        ];
        VwMeshException? fault = null;
        foreach (var candidate in candidates.OfType<string>())
        {
            try
            {
                return NodeName.Parse(candidate);
            }
            catch (VwMeshException e)
            {
                fault = e;
            }
        }
        faults.Add(fault!.At(text.Source.Path));
        return "";
    }

    // VwMesh's first line, or vwgen's "Node NAME".
    [GeneratedRegex(@"^(?:Network \S+, node (\S+); written by VwMesh|Node (?<1>\S+))$", RegexOptions.CultureInvariant)]
    private static partial Regex HeadComment();

    [GeneratedRegex(@"^(?:friendly_)?name\s*[=:]\s*(\S+)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex NameComment();

    // Shorter than a key, so that no key that was commented out is taken for a name.
    [GeneratedRegex(
        @"^(?:Peer (?<1>[\p{L}\d][\p{L}\p{M}\d._-]{0,62}), [\da-f.:]+|(?:Peer node |Peer |(?:friendly_)?name\s*[=:]\s*)?([\p{L}\d][\p{L}\p{M}\d._-]{0,38}))$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex PeerComment();
}
