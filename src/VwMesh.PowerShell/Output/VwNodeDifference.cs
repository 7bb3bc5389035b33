using System.Management.Automation;
using VwMesh.Deployment;

namespace VwMesh.Output;

/// <summary>One thing in which a node differs from the network's file, as cmdlets emit it.</summary>
public sealed class VwNodeDifference
{
    private readonly NodeDifference _difference;

    internal VwNodeDifference(NodeDifference difference) => _difference = difference;

    /// <summary>The network.</summary>
    public PSObject? Network => Text.Of(_difference.Network);

    /// <summary>The node.</summary>
    public PSObject Node => Text.OfNode(_difference.Node, _difference.Network);

    /// <summary>The impact of bringing it into force.</summary>
    public string Impact => _difference.Impact.ToString();

    /// <summary>The setting that differs.</summary>
    public string Item => _difference.Item;

    /// <summary>The peer or address, where the node has several.</summary>
    public string? Subject => _difference.Subject;

    /// <summary>The value on the node.</summary>
    public string? Running => _difference.Running;

    /// <summary>The value in the file.</summary>
    public string? Wanted => _difference.Wanted;

    /// <summary>The difference in a line.</summary>
    /// <returns><c>item subject: running → wanted (impact)</c>.</returns>
    public override string ToString() => _difference.ToString();
}
