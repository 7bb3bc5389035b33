using VwMesh.Model;
using VwMesh.Storage;
using VwMesh.Storage.Files;

namespace VwMesh.Checks;

/// <summary>The networks of one folder, as neighbours of each other. Each is read once for as long as this object lives.</summary>
public sealed class Neighbourhood
{
    // More than 5,000 nodes have. A larger file of another user would cost this one time and memory.
    private const int LargestOfOthers = 4 << 20;

    private readonly Dictionary<string, IReadOnlyList<string>> _folders = [];
    private readonly Dictionary<string, Network?> _networks = [];

    /// <summary>Checks a network among the others in its folder.</summary>
    /// <param name="file">The network's file as it was read.</param>
    /// <returns>The diagnostics: the worst first, then in the order of the file.</returns>
    public IReadOnlyList<Diagnostic> Check(NetworkReading file)
    {
        ArgumentNullException.ThrowIfNull(file);
        _networks[file.Path] = file.Network;
        var beside = FilesBeside(file.Path).ToLookup(path => path != file.Path && OrdinaryFile.IsOfAnother(path, than: file.Path));
        return NetworkChecks.Run(file, Read(beside[false]), Read(beside[true].Where(path => new FileInfo(path).Length <= LargestOfOthers)));
    }

    private IEnumerable<Network> Read(IEnumerable<string> paths) => paths.Select(Read).OfType<Network>();

    private IReadOnlyList<string> FilesBeside(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (!_folders.TryGetValue(folder, out var files))
            _folders.Add(folder, files = NetworkLocation.List(folder));
        return files;
    }

    // What is wrong with a neighbour is said when that one is checked.
    private Network? Read(string path)
    {
        if (_networks.TryGetValue(path, out var network))
            return network;
        try
        {
            network = NetworkFile.Inspect(path).Network;
        }
        catch (VwMeshException)
        {
            network = null;
        }
        _networks.Add(path, network);
        return network;
    }
}
