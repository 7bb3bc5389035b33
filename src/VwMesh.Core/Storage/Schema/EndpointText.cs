using VwMesh.Model;
using VwMesh.Storage.Toml;

namespace VwMesh.Storage.Schema;

/// <summary>The text of a node's endpoint, which may leave the port to the listen port.</summary>
internal static class EndpointText
{
    /// <summary>The text, if it has no port; otherwise <see langword="null"/>.</summary>
    internal static string? WithoutPort(TomlDocument document, string node) =>
        document.Root.Find(NetworkSchema.Node)?.Find(node)?.Find("Endpoint")?.Value is { Text: { Length: > 0 } text }
        && Endpoint.Parse(text, 1) != Endpoint.Parse(text, 2)
            ? text : null;
}
