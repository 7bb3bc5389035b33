using System.Management.Automation;
using VwMesh.Addressing;
using VwMesh.Binding;
using VwMesh.Deployment;
using VwMesh.Model;
using VwMesh.Output;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>Lets nodes make their private keys, which stay there, and takes the public halves into the file of the network.</summary>
[Cmdlet(VerbsLifecycle.Register, "VwNode", SupportsShouldProcess = true)]
[OutputType(typeof(VwRegistration))]
public sealed class RegisterVwNodeCommand : RemoteNodeCommand
{
    /// <summary>Moves private keys that are in the file of the network to their nodes.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter MoveKey { get; set; }

    /// <summary>Takes the key of a node that differs from the one in the file, and lets a node that has lost its key make another one.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter Force { get; set; }

    /// <summary>Lets nodes that keep their keys make new ones. The peers accept the previous key too, until Update-VwNodeKey -RemovePrevious.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter NewKey { get; set; }

    private RegistrationOptions Options => new(MoveKey, Force, NewKey);

    private protected override void Process(Network network, IReadOnlyList<Node> nodes)
    {
        // Of a whole network, those that have something to register.
        var waiting = nodes.Count < network.Nodes.Count || IsGiven(nameof(Name)) ? nodes
            : [.. nodes.Where(n => n.PublicKey is null || (MoveKey && n.PrivateKey is not null) || (NewKey && n.PrivateKey is null))];
        if (waiting.Count == 0)
        {
            Tell($"No node of network {Quoted.Show(network.Name)} waits for a key{(MoveKey || nodes.All(n => n.PrivateKey is null) ? "" : ". -MoveKey moves the keys of the file to their nodes")}.");
            return;
        }
        var chosen = waiting.Where(n => ShouldProcess($"node {Quoted.Show(n.Name)} of network {Quoted.Show(network.Name)}",
            n.PrivateKey is null ? NewKey && n.PublicKey is not null ? "Make a new key on the node" : "Register the key" : "Move the private key to the node")).ToList();
        var registrar = new NodeRegistrar(Survey(network), Options);
        var results = new List<RegistrationResult>();
        AskAll("Registering nodes", chosen, registrar.RegisterAsync, (_, result) => results.Add(result), (node, error) => results.Add(Failed(node, error)));
        if (results.Exists(r => !r.HasFailed))
            results = Commit(network.Path, results);
        WriteObject(results, enumerateCollection: true);
        if (results.Exists(r => r.Outcome == RegistrationOutcome.Moved))
            Tell($"{Quoted.Show(Path.GetFileName(network.Path) + ".previous")} still has the private keys; remove it when the nodes are known to work.");
    }

    // The file may have changed in the meantime.
    private List<RegistrationResult> Commit(string path, List<RegistrationResult> results)
    {
        var committed = new List<RegistrationResult>();
        var errors = new List<VwMeshException>();
        using (var transaction = NetworkTransaction.Begin(path, Wait))
        {
            var draft = new NetworkDraft(transaction.Network);
            var allotter = new Allotter(draft);
            foreach (var result in results)
            {
                try
                {
                    if (!result.HasFailed)
                        NodeRegistrar.Record(allotter, result.Node, result.PublicKey!, Options);
                    committed.Add(result);
                }
                catch (VwMeshException e)
                {
                    errors.Add(e);
                    committed.Add(result with { Outcome = RegistrationOutcome.Failed, Error = e });
                }
            }
            transaction.Commit(draft.ToNetwork());
        }
        foreach (var error in errors)
            WriteError(ToRecord(error));
        return committed;
    }

    private static RegistrationResult Failed(Node node, VwMeshException error) => new(node.Network, node.Name, RegistrationOutcome.Failed, null, error);
}
