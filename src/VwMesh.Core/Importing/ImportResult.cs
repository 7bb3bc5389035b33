using VwMesh.Model;

namespace VwMesh.Importing;

/// <summary>A network made of existing files.</summary>
/// <param name="Network">The network, not yet in a file.</param>
/// <param name="Findings">What the network does not have of the files, in their order.</param>
public sealed record ImportResult(Network Network, IReadOnlyList<ImportFinding> Findings);
