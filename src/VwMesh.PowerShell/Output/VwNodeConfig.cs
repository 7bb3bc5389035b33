using System.Management.Automation;
using VwMesh.Rendering.WgQuick;

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

    /// <summary>The name the file must have on the node.</summary>
    public string FileName => _config.FileName;

    /// <summary>How many characters the file has.</summary>
    public int Length => _config.Length;

    /// <summary>The text of the file. The caller answers for where it goes.</summary>
    /// <returns>The text.</returns>
    public string Reveal() => _config.Reveal();

    /// <summary>Whose configuration it is; never the content, which is secret.</summary>
    /// <returns><c>node/file</c>.</returns>
    public override string ToString() => _config.ToString();
}
