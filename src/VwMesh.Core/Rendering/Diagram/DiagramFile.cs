using VwMesh.Model;

namespace VwMesh.Rendering.Diagram;

/// <summary>A picture of a mesh.</summary>
/// <param name="Network">The network.</param>
/// <param name="FileName">The name for its file: the network's, and <c>.mmd</c>, <c>.dot</c> or <c>.svg</c>.</param>
/// <param name="Content">The text, lines ended by a line feed.</param>
public sealed record DiagramFile(NetworkIdentity Network, string FileName, string Content);
