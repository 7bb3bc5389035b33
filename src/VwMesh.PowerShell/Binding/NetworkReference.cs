using System.ComponentModel;
using System.Management.Automation;
using VwMesh.Model;

namespace VwMesh.Binding;

/// <summary>What -Network takes: a name, a path, or an object that knows its network.</summary>
[TypeConverter(typeof(NetworkReferenceConverter))]
public sealed class NetworkReference
{
    private readonly VwMeshException? _fault;

    private NetworkReference(string text, string? path = null, bool isOfNode = false) => (Text, Path, IsOfNode) = (text, path, isOfNode);

    private NetworkReference(VwMeshException fault) => (Text, _fault) = ("", fault);

    /// <summary>What was given, for messages and completion.</summary>
    public string Text { get; }

    /// <summary>The full path where it is known already; otherwise the text is looked up.</summary>
    internal string? Path { get; }

    /// <summary>Whether it came from an object that is about a node, and not about the whole network.</summary>
    internal bool IsOfNode { get; }

    /// <summary>What was given.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Text;

    /// <summary>The network that a value means. <see cref="Require"/> throws where it means none, because the binder would hide the reason.</summary>
    internal static NetworkReference Of(object value)
    {
        var shown = PSObject.AsPSObject(value);
        if (shown.BaseObject is NetworkReference reference)
            return reference;
        if (shown.BaseObject is FileInfo file)
            return new NetworkReference(file.Name, file.FullName);
        var piped = new PipedObject(shown);
        if (piped.NetworkOfNode is { } network)
            return Of(network) is var of && piped.Column("Name") is null && piped.Column("Node") is null && !piped.IsAboutNodes ? of : new NetworkReference(of.Text, of.Path, isOfNode: true);
        var name = piped.Text ?? (piped.Column("Node") is null ? piped.TextOf("Name") : null);
        return name is null ? new NetworkReference(piped.Untold("network", "Network, or Name")) : new NetworkReference(name, PathFor(name, piped));
    }

    /// <summary>This reference, if it is one.</summary>
    /// <exception cref="VwMeshException">The value means no network (<c>ObjectUntold</c>).</exception>
    internal NetworkReference Require() => _fault is null ? this : throw _fault;

    // The name of a network that was read knows its file; strings of other origin have paths of their own.
    private static string? PathFor(string name, PipedObject piped) =>
        piped.TextOf("Path") is { } path && System.IO.Path.GetFileNameWithoutExtension(path).Equals(name, StringComparison.OrdinalIgnoreCase) ? path : null;
}
