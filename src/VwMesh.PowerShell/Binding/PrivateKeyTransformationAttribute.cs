using System.Management.Automation;
using System.Security;

namespace VwMesh.Binding;

/// <summary>Takes a private key as a key object or a SecureString, and refuses text, which a shell's history would keep.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PrivateKeyTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) switch
        {
            SecureString secret => KeyInput.Parse(secret),
            string => throw new ArgumentTransformationMetadataException(
                "A private key is not taken as text, which a shell's history would keep: give a file with -PrivateKeyPath, a SecureString (Read-Host -AsSecureString), or the object that New-VwKey emits."),
            var other => other,
        };
}
