using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Deployment;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>
/// Brings running nodes to what the network's file wants, over ssh: touches only what differs, and undoes itself on a node that cannot be
/// reached afterwards.
/// </summary>
[Cmdlet(VerbsLifecycleDeploy, "VwNode", SupportsShouldProcess = true)]
[OutputType(typeof(VwDeployment))]
public sealed class DeployVwNodeCommand : RemoteNodeCommand
{
    // An approved verb since PowerShell 6; the reference assembly's list ends before.
    private const string VerbsLifecycleDeploy = "Deploy";

    private readonly SoundNetworks _networks = new();

    /// <summary>Deploys even where Test-VwNetwork finds errors, and to a machine that seems to be another node; what cannot be written at all is still refused.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter Force { get; set; }

    /// <summary>How many nodes go first; unless each of them succeeds, no other is begun.</summary>
    [Parameter]
    [NumberText]
    [ValidateRange(0, int.MaxValue)]
    public int Canary { get; set; }

    /// <summary>After how many failed nodes no further one is begun; without it, all are.</summary>
    [Parameter]
    [NumberText]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxFailures { get; set; }

    /// <summary>After how many seconds a node puts itself back that cannot be reached again, 5 to 3600.</summary>
    [Parameter]
    [NumberText]
    [ValidateRange(5, 3600)]
    public int ConfirmTimeout { get; set; } = 60;

    private protected override Network Read(string path) => _networks.Read(path);

    private protected override void Process(Network network, IReadOnlyList<Node> nodes)
    {
        foreach (var warning in _networks.Require(network, nodes, Force, "deployed", "deploy"))
            WriteWarning(warning);
        var surveyor = Survey(network);
        if (IsWhatIf)
        {
            AskAll("Planning", nodes, surveyor.CompareAsync, (node, differences) => Show(network, node, differences));
            return;
        }
        // Nobody is asked anything while a node is locked.
        var chosen = nodes.Where(n => ShouldProcess(Describe(network, n), "Deploy")).ToList();
        var options = new RolloutOptions(ThrottleLimit, Canary, MaxFailures, TimeSpan.FromSeconds(ConfirmTimeout), Force);
        var failed = new List<VwMeshException>();
        var progress = new Progress(this, "Deploying nodes", chosen.Count);
        Pump((write, cancellation) => new Rollout(surveyor, options).RunAsync(chosen, result => write(() =>
        {
            progress.Step(result.Node);
            WriteObject(result);
            if (result.HasFailed)
                failed.Add(result.Error!);
            else if (result.Error is { } error)
                WriteWarning(error.Message);
        }), cancellation));
        progress.Complete();
        // At the end, since an error may end the command, and no node is to be left for that.
        foreach (var error in failed)
            WriteError(ToRecord(error));
    }

    private void Show(Network network, Node node, IReadOnlyList<NodeDifference> differences)
    {
        foreach (var difference in differences)
        {
            var step = $"{Describe(network, node)}: {difference}";
            ShouldProcess(step, step, "Deploy");
        }
    }

    private static string Describe(Network network, Node node) => $"node {Quoted.Show(node.Name)} of network {Quoted.Show(network.Name)}";
}
