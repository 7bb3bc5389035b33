using System.Management.Automation;
using VwMesh.Rendering.Routing;

namespace VwMesh.Output;

/// <summary>The configuration of a node's routing daemon, as cmdlets emit it.</summary>
public sealed class VwRoutingConfig
{
    private readonly RoutingConfig _config;

    internal VwRoutingConfig(RoutingConfig config) => _config = config;

    /// <summary>The network.</summary>
    public PSObject? Network => Text.Of(_config.Network);

    /// <summary>The node.</summary>
    public PSObject Node => Text.OfNode(_config.Node, _config.Network);

    /// <summary>A name for the file.</summary>
    public string FileName => _config.FileName;

    /// <summary>How many characters the file has.</summary>
    public int Length => _config.Content.Length;

    /// <summary>The text of the file.</summary>
    public string Content => _config.Content;

    /// <summary>Whose configuration it is.</summary>
    /// <returns><c>node/file</c>.</returns>
    public override string ToString() => _config.ToString();
}
