using VwMesh.Model;

namespace VwMesh.Importing;

/// <summary>Gathers findings.</summary>
internal sealed class FindingList
{
    private readonly List<ImportFinding> _findings = [];

    internal void Add(string id, string message) => _findings.Add(new ImportFinding(id, null, 0, ForeignText.Line(message)));

    internal void Add(string id, ImportedNode node, string message, int line = 0) =>
        _findings.Add(new ImportFinding(id, node.Path, line, ForeignText.Line(message)));

    /// <summary>What is about all files, then what is about each, by line.</summary>
    internal IReadOnlyList<ImportFinding> InOrderOf(IEnumerable<ConfigSource> sources)
    {
        var places = sources.Index().ToDictionary(s => s.Item.Path, s => s.Index);
        return [.. _findings.OrderBy(f => f.Path is null ? -1 : places[f.Path]).ThenBy(f => f.Line)];
    }
}
