using System.Management.Automation;
using VwMesh.Deployment;

namespace VwMesh.Output;

/// <summary>The outcome of one node's deployment, as cmdlets emit it.</summary>
public sealed class VwDeployment
{
    private readonly DeploymentResult _result;

    internal VwDeployment(DeploymentResult result) => _result = result;

    /// <summary>The network.</summary>
    public PSObject? Network => Text.Of(_result.Network);

    /// <summary>The node.</summary>
    public PSObject Node => Text.OfNode(_result.Node, _result.Network);

    /// <summary>The outcome.</summary>
    public string Outcome => _result.Outcome.ToString();

    /// <summary>In how many things the node differed.</summary>
    public int ChangeCount => _result.Changes.Count;

    /// <summary>In what the node differed.</summary>
    public IReadOnlyList<VwNodeDifference> Changes => [.. _result.Changes.Select(d => new VwNodeDifference(d))];

    /// <summary>How many seconds it took.</summary>
    public double Seconds => Math.Round(_result.Duration.TotalSeconds, 1);

    /// <summary>The error.</summary>
    public PSObject? Error => Text.Of(_result.Error);

    /// <summary>Whether the node is not as the file wants it.</summary>
    public bool HasFailed => _result.HasFailed;

    /// <summary>The node and its outcome.</summary>
    /// <returns><c>node outcome</c>.</returns>
    public override string ToString() => _result.ToString();
}
