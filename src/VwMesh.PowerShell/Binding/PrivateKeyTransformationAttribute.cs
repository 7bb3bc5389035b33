using System.Management.Automation;
using System.Security;

namespace VwMesh.Binding;

/// <summary>Takes a private key as a key object or a SecureString, and leaves text, which a shell's history would keep, to the cmdlet to refuse.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PrivateKeyTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            SecureString secret => KeyInput.Parse(secret),
            // An empty cell of a table.
            "" => null,
            string => KeyInput.AsText,
            var other => other,
        };
}
