using System.Text;
using VwMesh.Links;
using VwMesh.Rendering;
using VwMesh.Setup;
using VwMesh.Storage;

namespace VwMesh.CoreTests.Rendering;

/// <summary>
/// The files of node <c>a</c>, whole, one network for each thing a node can have. The folder <c>tests/golden/nodes</c> has them beside the network
/// they are made of. With VWMESH_REWRITE_GOLDEN=1 this class writes them instead, and the diff shows what a change does to the nodes.
/// </summary>
public sealed class GoldenNodeTests
{
    private static string Folder { get; } = Path.Combine(Golden.Folder, "nodes");

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(Folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_nodes_files_are_byte_for_byte_what_they_were(string name)
    {
        var folder = Path.Combine(Folder, name);
        var source = Assert.Single(Directory.GetFiles(folder, "*.toml"));
        var written = FilesOf(source);
        if (Golden.IsRewrite)
        {
            foreach (var old in Directory.GetDirectories(folder))
                Directory.Delete(old, recursive: true);
        }
        else
        {
            var kept = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(f => f != source).Select(f => Path.GetRelativePath(folder, f));
            Assert.Equal(written.Keys.Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
        }
        Golden.AssertFiles(folder, written.Select(f => (f.Key, f.Value)));
    }

    private static Dictionary<string, string> FilesOf(string source)
    {
        var network = NetworkFile.Read(source);
        var setups = new MeshSetup(new Mesh(network));
        var setup = setups.Of(network.Find("a")!);
        return NodeFormats.All.SelectMany(format => format.Prepare(setups)(setup).Select(file => (Path: Path.Combine(format.Name, file.Name), file.Content)))
            .ToDictionary(f => f.Path, f => string.Concat(f.Content.Select(part => Encoding.UTF8.GetString(part.Span))));
    }
}
