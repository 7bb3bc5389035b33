using System.Management.Automation;
using VwMesh.Addressing;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>Adds nodes to a network; what is not given (address, link-layer address, key, port) is allotted, and never what another node has.</summary>
[Cmdlet(VerbsCommon.Add, "VwNode", DefaultParameterSetName = ByObject, SupportsShouldProcess = true)]
[OutputType(typeof(VwNode))]
public sealed class AddVwNodeCommand : NodeSettingsCommand
{
    private readonly List<(string Path, string Name)> _withNewKeys = [];
    private bool _isAddedAgain;

    /// <summary>The names of the nodes, which must be new in the network.</summary>
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = ByName)]
    [Alias("Node")]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public override string[] Name { get; set; } = [];

    /// <summary>Makes no key: the node waits until Register-VwNode lets it make its own, which stays there.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [YesOrNo]
    public SwitchParameter KeyOnNode { get; set; }

    /// <summary>Takes of a piped node what another node may have too. A node of this network was removed from it: it comes back whole.</summary>
    private protected override void Take(PipedObject piped)
    {
        base.Take(piped);
        _isAddedAgain = piped.IsNode && piped.Network?.Path == FileOf(piped);
        if (_isAddedAgain)
        {
            Columns.Take(piped);
        }
        else if (piped.IsNode)
        {
            Columns.Take(piped, nameof(Address), nameof(LinkLayerAddress), nameof(PrivateKey), nameof(PrivateKeyPath), nameof(PublicKey), nameof(KeyOnNode), nameof(HostName), nameof(Subnets));
            if (Columns.Has(nameof(AllowedIPs)))
                AllowedIPs = [.. AllowedIPs!.Except(LinkLayerRoutes(piped))];
        }
    }

    // Nodes may be piped from another network.
    private protected override string FileOf(PipedObject node) => Network is null ? base.FileOf(node) : LocateForChange(Network);

    private protected override void Process(string path, string name)
    {
        var settings = Settings() with { KeyOnNode = KeyOnNode };
        if (KeyOnNode && settings.PrivateKey is not null)
        {
            throw new VwMeshException("TwoKeys", ErrorKind.InvalidArgument,
                $"Node {Quoted.Show(name)} has a private key here, and -KeyOnNode means that it makes its own; leave one of the two out.", name);
        }
        NodeName.Parse(name);
        var isProposed = Propose(path, name, Describe(path, name), _ => "Add",
            (draft, allotter) => allotter.Add(name, GivenSettings.Accept(draft, name, settings)), network => network.Find(name));
        if (isProposed && _isAddedAgain && settings.PrivateKey is null && !KeyOnNode)
            _withNewKeys.Add((path, name));
    }

    private protected override void Committed(string path)
    {
        foreach (var (_, name) in _withNewKeys.Where(n => n.Path == path))
            Tell($"Node {Quoted.Show(name)} has a new key, since the object had none: every node needs its new configuration.");
    }

    private static IEnumerable<string> LinkLayerRoutes(PipedObject node) =>
        node.Column(nameof(LinkLayerAddress)) is { } addresses
            ? LanguagePrimitives.ConvertTo<string[]>(addresses).Select(a => InterfaceAddress.Parse(a).GetHostRoute().ToString()) : [];
}
