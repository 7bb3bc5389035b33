using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Model;

namespace VwMesh.Commands;

/// <summary>Computes the public key that belongs to a private one, as wg pubkey does.</summary>
[Cmdlet(VerbsCommon.Get, "VwPublicKey", DefaultParameterSetName = FromKey)]
[OutputType(typeof(string))]
public sealed class GetVwPublicKeyCommand : VwCommand
{
    private const string FromKey = "Key";
    private const string FromFile = "Path";

    /// <summary>The private key, as a SecureString or as New-VwKey emits it.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = FromKey, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [PrivateKeyTransformation]
    public PrivateKey? PrivateKey { get; set; }

    /// <summary>Files with private keys, as wg genkey writes them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = FromFile, ValueFromPipelineByPropertyName = true)]
    public string[] PrivateKeyPath { get; set; } = [];

    /// <summary>Emits the public key of each private key that arrived.</summary>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == FromKey)
            Try(() => WriteObject(KeyInput.Accept(PrivateKey!).PublicKey));
        foreach (var path in PrivateKeyPath)
            Try(() => WriteObject(KeyInput.Read(this, path).PublicKey));
    }
}
