using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Model;

namespace VwMesh.Commands;

/// <summary>Draws a preshared key, as wg genpsk does.</summary>
[Cmdlet(VerbsCommon.New, "VwPresharedKey")]
[OutputType(typeof(PresharedKey), typeof(string))]
public sealed class NewVwPresharedKeyCommand : PSCmdlet
{
    /// <summary>Emits the key as text in place of an object that hides it, for other programs to read.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Emits the key.</summary>
    protected override void EndProcessing()
    {
        var key = PresharedKey.Generate();
        WriteObject(AsPlainText ? key.Reveal() : key);
    }
}
