using VwMesh.Storage;

namespace VwMesh.Checks;

/// <summary>What a rule says of one place; the rule itself gives the code and the severity.</summary>
/// <param name="Message">What is wrong: a sentence.</param>
/// <param name="Remedy">What to do about it: a sentence.</param>
/// <param name="Node">The node, or <see langword="null"/> for the whole network.</param>
/// <param name="Key">The key as the file has it, or <see langword="null"/>.</param>
/// <param name="Position">Where it is, for what is neither a node nor a known key.</param>
internal sealed record Finding(string Message, string Remedy, string? Node = null, string? Key = null, FilePosition? Position = null);
