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
public sealed class DeployVwNodeCommand : RolloutCommand
{
    // An approved verb since PowerShell 6; the reference assembly's list ends before.
    private const string VerbsLifecycleDeploy = "Deploy";

    private readonly SoundNetworks _networks = new();

    /// <summary>Deploys even where Test-VwNetwork finds errors, and to a machine that seems to be another node; what cannot be written at all is still refused.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter Force { get; set; }

    /// <summary>How many nodes each of the first waves has, such as 1, 10, 100; all nodes after them are the last wave. A wave begins when each node before it has succeeded.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    [Alias("Canary")]
    public int[] Wave { get; set; } = [];

    /// <summary>After how many failed nodes no further one is begun; without it, all are.</summary>
    [Parameter]
    [NumberText]
    [ValidateRange(1, int.MaxValue)]
    public int? MaxFailures { get; set; }

    /// <summary>Lets a node keep its change only when it still reaches each peer that it reached before, by packets over the virtual Ethernet.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter Verify { get; set; }

    private protected override Network Read(string path) => _networks.Read(path);

    private protected override void Process(Network network, IReadOnlyList<Node> nodes)
    {
        foreach (var warning in _networks.Require(network, nodes, Force, "deployed", "deploy"))
            WriteWarning(warning);
        nodes = WithKeys(nodes);
        var surveyor = Survey(network);
        if (IsWhatIf)
            AskAll("Planning", nodes, surveyor.CompareAsync, (node, differences) => Show(network, node, differences, "Deploy"));
        else
            RollOut(network, nodes, surveyor, "Deploy", "Deploying nodes", new RolloutOptions(ThrottleLimit, Wave, MaxFailures, TimeSpan.FromSeconds(ConfirmTimeout), Force, Verify));
    }
}
