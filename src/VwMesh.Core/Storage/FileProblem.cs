namespace VwMesh.Storage;

/// <summary>Something in a network file that keeps it from being read.</summary>
/// <param name="ErrorId">The stable id, such as <c>InvalidEndpoint</c>.</param>
/// <param name="Node">The node it concerns, or <see langword="null"/>.</param>
/// <param name="Key">The key it concerns, with its tables (<c>Node.paris.Endpoint</c>); empty where there is none.</param>
/// <param name="Position">Where it is.</param>
/// <param name="Message">What is wrong and what would be right; never a secret.</param>
public sealed record FileProblem(string ErrorId, string? Node, string Key, FilePosition Position, string Message);
