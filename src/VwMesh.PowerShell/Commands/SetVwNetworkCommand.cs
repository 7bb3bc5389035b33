using System.Management.Automation;
using VwMesh.Addressing;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Model;
using VwMesh.Output;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>Changes settings of a network; what is not given stays as it is.</summary>
[Cmdlet(VerbsCommon.Set, "VwNetwork", DefaultParameterSetName = ByObject, SupportsShouldProcess = true)]
[OutputType(typeof(VwNetwork))]
public sealed class SetVwNetworkCommand : NetworkSettingsCommand
{
    // Enough to see what is meant; Get-VwNode shows the rest.
    private const int NamedAtMost = 10;

    /// <summary>The network: its name, the path of its file, or an object. Without it, the only network in the current location.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = ByName)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkReference? Network { get; set; }

    /// <summary>Gives the nodes outside a new IPv4 pool addresses in it; those already in it get its prefix length.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter Renumber { get; set; }

    /// <summary>Gives every node another link-layer address, which no other network in the folder has.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter RenumberLinkLayer { get; set; }

    /// <summary>Replaces the seed of the preshared keys, which somebody may have seen: each pair gets another key.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter NewPresharedKeySeed { get; set; }

    /// <summary>Gives each pair its next preshared key, from the same seed.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter NextPresharedKeyEpoch { get; set; }

    private protected override void ProcessNamed() => Set(LocateForChange(Network));

    private protected override void Process(PipedObject piped) => Set(Locate(RequireWhole(NetworkReference.Of(piped.Value))));

    private void Set(string path)
    {
        var settings = typeof(NetworkSettingsCommand).GetProperties().Select(p => p.Name).Where(n => n != nameof(InputObject) && HasValue(n)).ToList();
        if (settings.Count == 0 && !Renumber && !RenumberLinkLayer && !NewPresharedKeySeed && !NextPresharedKeyEpoch)
        {
            throw new VwMeshException("NothingToSet", ErrorKind.InvalidArgument,
                $"No setting of network {Quoted.Show(Path.GetFileNameWithoutExtension(path))} is given: name some on the command line, or in columns of a table. A piped object only identifies the network.", path);
        }
        var before = NetworkFile.Read(path);
        var changed = Change(before);
        var steps = SettingChange.OfNetwork(before, changed).Select(c => c.ToStep()).DefaultIfEmpty($"{string.Join(", ", settings)}, which changes nothing").ToList();
        if (settings.Count == 0 && before == changed)
            steps.Clear();
        if (Renumber)
            steps.Add("new addresses for nodes outside the pool");
        if (RenumberLinkLayer)
            steps.Add("new link-layer addresses for all nodes");
        if (!ShouldProcess($"network {Quoted.Show(changed.Name)}", $"Set {string.Join("; ", steps)}"))
            return;
        Network committed;
        using (var transaction = NetworkTransaction.Begin(path, Wait))
            committed = transaction.Commit(Change(transaction.Network));
        WarnOfNodesOutside(committed);
        WriteObject(committed);
    }

    private Network Change(Network network)
    {
        var changed = WithNewPresharedKeys(Apply(network));
        DerivedAddresses.RequireDistinct(changed);
        if (Renumber)
            changed = Allotter.Renumber(changed, network.AddressPoolIPv4);
        return RenumberLinkLayer ? Allotter.RenumberLinkLayer(changed, NetworksBeside(network.Path)) : changed;
    }

    private Network WithNewPresharedKeys(Network network)
    {
        if (!NewPresharedKeySeed && !NextPresharedKeyEpoch)
            return network;
        if (network.PresharedKeySeed is null)
        {
            throw new VwMeshException("NoPresharedKeySeed", ErrorKind.InvalidOperation,
                $"Network {Quoted.Show(network.Name)} has no seed, so no preshared keys follow from it; Set-VwNetwork -PresharedKey draws one.", network.Name);
        }
        if (NewPresharedKeySeed)
            return network with { PresharedKeySeed = PresharedKeySeed.Generate(), PresharedKeyEpoch = 0 };
        return network with { PresharedKeyEpoch = network.PresharedKeyEpoch + 1 };
    }

    private void WarnOfNodesOutside(Network network)
    {
        var outside = Allotter.OutsidePool(network);
        if (AddressPoolIPv4 is null || outside.Count == 0)
            return;
        var names = string.Join(", ", outside.Take(NamedAtMost).Select(n => n.Name)) + (outside.Count > NamedAtMost ? ", …" : "");
        WriteWarning($"{outside.Count} of {network.Nodes.Count} nodes have no address in {network.AddressPoolIPv4}: {names}. "
            + "Set-VwNetwork -Renumber gives them one.");
    }
}
