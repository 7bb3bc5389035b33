using System.Management.Automation;
using VwMesh.Addressing;
using VwMesh.Binding;
using VwMesh.Model;
using VwMesh.Output;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>Makes a network: a file NAME.toml with settings, without nodes. What is not given is chosen so that no other network in the folder is disturbed.</summary>
[Cmdlet(VerbsCommon.New, "VwNetwork", DefaultParameterSetName = ByObject, SupportsShouldProcess = true)]
[OutputType(typeof(VwNetwork))]
public sealed class NewVwNetworkCommand : NetworkSettingsCommand
{
    /// <summary>The name, which becomes that of the WireGuard interface: at most 14 of A-Z, a-z, 0-9, '_', '=', '+' and '-'. A path makes the file in another folder.</summary>
    [Parameter(Position = 0, ParameterSetName = ByObject)]
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = ByName)]
    [Alias("Network")]
    public string[] Name { get; set; } = [];

    private protected override void ProcessNamed()
    {
        if (Name.Length == 0)
            throw NameMissing();
        foreach (var name in Name)
            Try(() => Make(name, null));
    }

    private protected override void Process(PipedObject piped)
    {
        if (!piped.IsNetwork)
        {
            Make(Name.Length > 0 ? throw NamedTwice() : piped.Text ?? piped.TextOf("Name") ?? piped.TextOf("Network") ?? throw piped.Untold("network", "Name"), null);
            return;
        }
        if (Name.Length == 0)
            throw NameMissing();
        foreach (var name in Name)
            Try(() => Make(name, piped));
    }

    private void Make(string name, PipedObject? like)
    {
        var path = FullPath(name.EndsWith(".toml", StringComparison.OrdinalIgnoreCase) ? name : name + ".toml");
        // Another network may have the same; pools and VNI are a network's own.
        if (like is not null)
            Columns.Take(like, nameof(AddressPoolIPv4), nameof(AddressPoolIPv6), nameof(VxlanId));
        var network = Apply(NetworkDefaults.New(path, NetworksBeside(path)));
        NetworkFile.RequireFree(path, network.Name);
        if (ShouldProcess($"network {Quoted.Show(network.Name)} in {Quoted.Show(path)}", "Make"))
            WriteObject(NetworkFile.Create(network));
    }

    private static VwMeshException NamedTwice() => new("NetworksNamedTwice", ErrorKind.InvalidArgument,
        "Names of networks are piped, and -Name names some too: leave one out.");

    private static VwMeshException NameMissing() => new("NetworkNameMissing", ErrorKind.InvalidArgument,
        "New-VwNetwork needs a name for the network: give one, or pipe names or rows with a column Name.");
}
