using System.Management.Automation;
using System.Text;
using VwMesh.Binding;
using VwMesh.Model;
using VwMesh.Output;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>Draws a private key, as wg genkey does.</summary>
[Cmdlet(VerbsCommon.New, "VwKey", DefaultParameterSetName = ToPipeline, SupportsShouldProcess = true)]
[OutputType(typeof(VwPrivateKey), typeof(string))]
public sealed class NewVwKeyCommand : VwCommand
{
    private const string ToPipeline = "Pipeline";
    private const string ToFile = "File";

    /// <summary>Emits the key as text in place of an object that hides it, for other programs to read.</summary>
    [Parameter(ParameterSetName = ToPipeline)]
    [YesOrNo]
    public SwitchParameter AsPlainText { get; set; }

    /// <summary>Writes the key to a file that only its owner may read, and emits the public key. A file that exists is an error.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ToFile)]
    [Alias("OutputPath")]
    public string DestinationPath { get; set; } = "";

    /// <summary>Emits the key.</summary>
    protected override void EndProcessing()
    {
        var key = PrivateKey.Generate();
        if (ParameterSetName == ToFile)
            Try(() => Write(key, FullPath(DestinationPath)));
        else
            WriteObject(AsPlainText ? key.Reveal() : key);
    }

    private void Write(PrivateKey key, string path)
    {
        if (Path.Exists(path))
            throw new VwMeshException("FileExists", ErrorKind.ResourceExists, $"{Quoted.Show(path, int.MaxValue)} exists, and a key is never overwritten; give another path.", path);
        if (!ShouldProcess(path, "Write a new private key"))
            return;
        OutputFile.WritePrivate(path, [Encoding.ASCII.GetBytes(key.Reveal() + "\n")], mayReplace: false);
        WriteObject(key.PublicKey);
    }
}
