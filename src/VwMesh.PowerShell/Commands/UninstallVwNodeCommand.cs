using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Deployment;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>Takes a network off its nodes, over ssh: stops it, and deletes its files. A node that cannot be reached afterwards starts it again.</summary>
[Cmdlet(VerbsLifecycle.Uninstall, "VwNode", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(VwDeployment))]
public sealed class UninstallVwNodeCommand : RolloutCommand
{
    /// <summary>Also takes it off a machine that seems to be another node.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter Force { get; set; }

    private protected override void Process(Network network, IReadOnlyList<Node> nodes)
    {
        var surveyor = Survey(network);
        if (IsWhatIf)
            AskAll("Planning", nodes, surveyor.PlanRemovalAsync, (node, differences) => Show(network, node, differences, "Uninstall"));
        else
            RollOut(network, nodes, surveyor, "Uninstall", "Uninstalling nodes", new RolloutOptions(ThrottleLimit, [], null, TimeSpan.FromSeconds(ConfirmTimeout), Force, IsRemoval: true));
    }
}
