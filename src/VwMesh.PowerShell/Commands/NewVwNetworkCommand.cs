using System.Management.Automation;
using VwMesh.Addressing;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>Makes a network: a file NAME.toml with settings, without nodes. What is not given is chosen so that no other network in the folder is disturbed.</summary>
[Cmdlet(VerbsCommon.New, "VwNetwork", DefaultParameterSetName = ByName, SupportsShouldProcess = true)]
[OutputType(typeof(Network))]
public sealed class NewVwNetworkCommand : NetworkSettingsCommand
{
    /// <summary>The name, which becomes that of the WireGuard interface: at most 14 of A-Z, a-z, 0-9, '_', '=', '+' and '-'. A path makes the file in another folder.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = ByObject)]
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = ByName, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Network")]
    public string[] Name { get; set; } = [];

    /// <summary>A network as Get-VwNetwork emits it, to be like: MTU, port and guard come along, pools and VNI are new.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject, ValueFromPipeline = true)]
    public Network? InputObject { get; set; }

    /// <summary>Makes each network that was named.</summary>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
            Try(() => Make(name));
    }

    private void Make(string name)
    {
        var path = FullPath(name.EndsWith(".toml", StringComparison.OrdinalIgnoreCase) ? name : name + ".toml");
        var start = NetworkDefaults.New(path, NetworksBeside(path));
        if (InputObject is { } like)
            start = start with { VxlanMtu = like.VxlanMtu, VxlanPort = like.VxlanPort, Guard = like.Guard };
        var network = Apply(start);
        if (ShouldProcess($"network {Quoted.Show(network.Name)} in {Quoted.Show(path)}", "Make"))
            WriteObject(NetworkFile.Create(network));
    }
}
