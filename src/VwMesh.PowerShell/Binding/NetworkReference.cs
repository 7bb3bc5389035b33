using VwMesh.Model;

namespace VwMesh.Binding;

/// <summary>What -Network takes: a name, a path, or an object that knows its network.</summary>
public sealed class NetworkReference
{
    /// <summary>A network by its name or the path of its file.</summary>
    /// <param name="nameOrPath">The name or path, looked up from the current location.</param>
    public NetworkReference(string nameOrPath) => Text = nameOrPath;

    /// <summary>A network by its file.</summary>
    /// <param name="file">The file.</param>
    public NetworkReference(FileInfo file)
    {
        ArgumentNullException.ThrowIfNull(file);
        Path = file.FullName;
        Text = file.Name;
    }

    private NetworkReference(string name, string path) => (Text, Path) = (name, path);

    /// <summary>What was given, for messages and completion.</summary>
    public string Text { get; }

    /// <summary>The full path where it is known already; otherwise the text is looked up.</summary>
    internal string? Path { get; }

    /// <summary>What was given.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Text;

    // Operators, and not constructors: the engine looks at those when the module is imported, and would load VwMesh.Core to do so.

    /// <summary>A network by itself.</summary>
    /// <param name="network">The network.</param>
    public static implicit operator NetworkReference(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new NetworkReference(network.Name, network.Path);
    }

    /// <summary>The network that a node or peer names.</summary>
    /// <param name="identity">Which network.</param>
    public static implicit operator NetworkReference(NetworkIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity);
        return new NetworkReference(identity.Name, identity.Path);
    }
}
