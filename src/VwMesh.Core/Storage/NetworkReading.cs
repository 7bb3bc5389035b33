using VwMesh.Model;
using VwMesh.Storage.Schema;
using VwMesh.Storage.Toml;

namespace VwMesh.Storage;

/// <summary>What a network file says: the network, or what keeps it from being one, and where everything is.</summary>
public sealed class NetworkReading
{
    internal NetworkReading(string path, TomlDocument? document, Network? network, IReadOnlyList<FileProblem> problems,
        IReadOnlyList<UnknownKey> unknownKeys, bool isOpenToOthers)
    {
        Path = path;
        Document = document;
        Network = network;
        Problems = problems;
        UnknownKeys = unknownKeys;
        IsOpenToOthers = isOpenToOthers;
    }

    /// <summary>The full path of the file.</summary>
    public string Path { get; }

    /// <summary>The network, or <see langword="null"/> when there are problems.</summary>
    public Network? Network { get; }

    /// <summary>What is wrong, in the order of the file.</summary>
    public IReadOnlyList<FileProblem> Problems { get; }

    /// <summary>The keys and tables that VwMesh does not know.</summary>
    public IReadOnlyList<UnknownKey> UnknownKeys { get; }

    /// <summary>Whether the file's mode is looser than 0600, so that others than its owner may read or write the private keys.</summary>
    public bool IsOpenToOthers { get; }

    internal NetworkIdentity Identity => Network?.Identity ?? NetworkIdentity.OfFile(Path);

    internal TomlDocument? Document { get; }

    /// <summary>Where a node or a setting is written.</summary>
    /// <param name="node">A node's name, in any case, or <see langword="null"/> for the network's settings.</param>
    /// <param name="key">A key as the file has it, such as <c>ListenPort</c>, <c>VxlanMTU</c> or <c>Blacklist</c>; <see langword="null"/> for the table.</param>
    /// <returns>The position of the key, or of its table where the key is left out; <see langword="null"/> where there is neither.</returns>
    public FilePosition? PositionOf(string? node, string? key = null)
    {
        if (Document is null)
            return null;
        var root = Document.Root;
        var table = node is not null ? NodeTable(root, node)
            : key == NetworkSchema.Blacklist ? root.Find(NetworkSchema.PeerBlacklist)
            : root.Find(NetworkSchema.Network);
        var item = key is null ? table : table?.Find(key) ?? table;
        return item is null ? null : Document.Source.PositionOf(item.Offset);
    }

    private static TomlItem? NodeTable(TomlItem root, string node)
    {
        var nodes = root.Find(NetworkSchema.Node);
        return nodes?.Find(node) ?? nodes?.Children.FirstOrDefault(c => NodeName.Comparer.Equals(c.Name, node));
    }
}
