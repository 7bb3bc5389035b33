using System.Management.Automation;
using System.Security;
using VwMesh.Output;

namespace VwMesh.Binding;

/// <summary>Takes a private key as a key object or a SecureString, and leaves text, which a shell's history would keep, to the cmdlet to refuse.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PrivateKeyTransformationAttribute : ArgumentTransformationAttribute
{
    // How a key stands in a table that was made of nodes.
    private const string Hidden = "(hidden)";

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            VwPrivateKey key => key.Key,
            SecureString secret => KeyInput.Parse(secret),
            // A cell of a table that says no key.
            "" or Hidden => null,
            string => KeyInput.AsText,
            var other => other,
        };
}
