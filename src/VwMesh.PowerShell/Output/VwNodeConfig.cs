using System.Management.Automation;
using VwMesh.Rendering;

namespace VwMesh.Output;

/// <summary>The configuration of a node, as cmdlets emit it. Its content holds the node's private key: no property has it.</summary>
public sealed class VwNodeConfig
{
    private readonly NodeConfig _config;

    internal VwNodeConfig(NodeConfig config) => _config = config;

    /// <summary>The network.</summary>
    public PSObject? Network => Text.Of(_config.Network);

    /// <summary>The node.</summary>
    public PSObject Node => Text.OfNode(_config.Node, _config.Network);

    /// <summary>The names of the files.</summary>
    public TextList FileName => TextList.Of(_config.FileNames, name => Text.Of(name));

    /// <summary>The size of all files, in bytes.</summary>
    public int Length => _config.Length;

    /// <summary>The text of the file for wg-quick. The caller answers for where it goes.</summary>
    /// <returns>The text.</returns>
    public string Reveal() => _config.Reveal();

    /// <summary>The text of a file. The caller answers for where it goes.</summary>
    /// <param name="fileName">The name of the file.</param>
    /// <returns>The text.</returns>
    public string Reveal(string fileName) => _config.Reveal(fileName);

    /// <summary>Whose configuration it is; never the content, which is secret.</summary>
    /// <returns><c>node/file</c>.</returns>
    public override string ToString() => _config.ToString();
}
