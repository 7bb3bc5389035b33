using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Deployment;
using VwMesh.Model;

namespace VwMesh.Commands;

/// <summary>A cmdlet that changes running nodes. Each node undoes a change that is not confirmed.</summary>
public abstract class RolloutCommand : RemoteNodeCommand
{
    /// <summary>After how many seconds a node puts itself back that cannot be reached again, 5 to 3600.</summary>
    [Parameter]
    [NumberText]
    [ValidateRange(5, 3600)]
    public int ConfirmTimeout { get; set; } = 60;

    /// <summary>Changes the nodes that the user confirms, emits a result for each, and reports the errors at the end.</summary>
    private protected void RollOut(Network network, IReadOnlyList<Node> nodes, MeshSurveyor surveyor, string verb, string activity, RolloutOptions options)
    {
        // No question waits while a node is locked.
        var chosen = nodes.Where(n => ShouldProcess(Describe(network, n), verb)).ToList();
        var failed = new List<VwMeshException>();
        var progress = new Progress(this, activity, chosen.Count);
        var rollout = new Rollout(surveyor, options);
        var skipped = 0;
        Pump((write, cancellation) => rollout.RunAsync(chosen, result => write(() =>
        {
            progress.Step(result.Node);
            WriteObject(result);
            if (result.Outcome == DeploymentOutcome.Skipped)
                skipped++;
            if (result.HasFailed)
                failed.Add(result.Error!);
            else if (result.Error is { } error)
                WriteWarning(error.Message);
        }), cancellation));
        progress.Complete();
        if (skipped > 0)
        {
            var where = rollout.HaltedAfter is { } wave ? $" after wave {wave}" : "";
            WriteWarning($"The rollout halted{where}: {failed.Count} of {chosen.Count - skipped} nodes failed, and {skipped} {(skipped == 1 ? "was" : "were")} not begun.");
        }
        // At the end, because an error may end the command before the other nodes are done.
        foreach (var error in failed)
            WriteError(ToRecord(error));
    }

    /// <summary>Shows the plan of a node.</summary>
    private protected void Show(Network network, Node node, IReadOnlyList<NodeDifference> differences, string verb)
    {
        foreach (var difference in differences)
        {
            var step = $"{Describe(network, node)}: {difference}";
            ShouldProcess(step, step, verb);
        }
    }

    private static string Describe(Network network, Node node) => $"node {Quoted.Show(node.Name)} of network {Quoted.Show(network.Name)}";
}
