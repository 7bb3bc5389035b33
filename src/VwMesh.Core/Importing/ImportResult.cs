using VwMesh.Model;

namespace VwMesh.Importing;

/// <summary>A network made of existing files.</summary>
/// <param name="Network">The network, not yet in a file; <see langword="null"/> when there are faults.</param>
/// <param name="Findings">The parts of the files that the network does not have, in their order.</param>
/// <param name="Faults">The errors of all files.</param>
public sealed record ImportResult(Network? Network, IReadOnlyList<ImportFinding> Findings, IReadOnlyList<VwMeshException> Faults);
