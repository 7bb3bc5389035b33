using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>Draws a private key, as wg genkey does.</summary>
[Cmdlet(VerbsCommon.New, "VwKey")]
[OutputType(typeof(VwPrivateKey), typeof(string))]
public sealed class NewVwKeyCommand : PSCmdlet
{
    /// <summary>Emits the key as text in place of an object that hides it, for other programs to read.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Emits the key.</summary>
    protected override void EndProcessing()
    {
        var key = PrivateKey.Generate();
        WriteObject(AsPlainText ? key.Reveal() : new VwPrivateKey(key));
    }
}
