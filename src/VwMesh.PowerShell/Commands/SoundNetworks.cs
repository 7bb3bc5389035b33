using VwMesh.Checks;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>Networks as they were read, and what Test-VwNetwork says of them, for cmdlets whose output goes onto nodes.</summary>
internal sealed class SoundNetworks
{
    private readonly Neighbourhood _neighbourhood = new();
    private readonly Dictionary<string, NetworkReading> _readings = [];

    /// <summary>Reads a network, and keeps what its check needs.</summary>
    /// <exception cref="VwMeshException">The file cannot be read as a network.</exception>
    internal Network Read(string path)
    {
        var reading = NetworkFile.Inspect(path);
        var network = NetworkFile.Require(reading);
        _readings[path] = reading;
        return network;
    }

    /// <summary>Checks a network; what its errors (where they are forced) and warnings say is returned, a line a rule, those of other nodes left out.</summary>
    /// <exception cref="VwMeshException">The network has errors (<c>NetworkHasErrors</c>).</exception>
    internal IEnumerable<string> Require(Network network, IReadOnlyList<Node> nodes, bool force, string done, string verb)
    {
        _readings.Remove(network.Path, out var reading);
        var diagnostics = _neighbourhood.Check(reading!).ToLookup(d => d.Severity);
        if (!force && diagnostics.Contains(Severity.Error))
        {
            throw new VwMeshException("NetworkHasErrors", ErrorKind.InvalidData,
                $"Network {Quoted.Show(network.Name)} is not {done}: {InShort(diagnostics[Severity.Error])} Mend it, or {verb} all the same with -Force.", network.Path);
        }
        var chosen = nodes.Select(n => n.Name).ToHashSet(NodeName.Comparer);
        return diagnostics[Severity.Error].Concat(diagnostics[Severity.Warning].Where(d => d.Node is null || chosen.Contains(d.Node))).GroupBy(d => d.Code)
            .Select(rule => $"Network {Quoted.Show(network.Name)}: {InShort(rule)}").ToList();
    }

    private static string InShort(IEnumerable<Diagnostic> diagnostics)
    {
        var all = DiagnosticGroups.Of(diagnostics);
        return $"{all[0].Code}: {all[0].Message}" + (all.Count == 1 ? "" : $" And {all.Count - 1} more, which Test-VwNetwork shows.");
    }
}
