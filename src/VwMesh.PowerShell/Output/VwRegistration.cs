using System.Management.Automation;
using VwMesh.Deployment;

namespace VwMesh.Output;

/// <summary>The result of registering one node, as cmdlets emit it.</summary>
public sealed class VwRegistration
{
    private readonly RegistrationResult _result;

    internal VwRegistration(RegistrationResult result) => _result = result;

    /// <summary>The network.</summary>
    public PSObject? Network => Text.Of(_result.Network);

    /// <summary>The node.</summary>
    public PSObject Node => Text.OfNode(_result.Node, _result.Network);

    /// <summary>The outcome.</summary>
    public string Outcome => _result.Outcome.ToString();

    /// <summary>The public half of the key.</summary>
    public PSObject? PublicKey => Text.Of(_result.PublicKey);

    /// <summary>The error.</summary>
    public PSObject? Error => Text.Of(_result.Error);

    /// <summary>Whether the node has no registered key.</summary>
    public bool HasFailed => _result.HasFailed;

    /// <summary>The node and the outcome.</summary>
    /// <returns><c>node outcome</c>.</returns>
    public override string ToString() => _result.ToString();
}
