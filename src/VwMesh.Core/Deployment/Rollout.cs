using VwMesh.Model;

namespace VwMesh.Deployment;

/// <summary>A deployment to many nodes: some first, then the others, so many at a time, and no further ones when too many have failed.</summary>
/// <param name="surveyor">Reaches the network's nodes.</param>
/// <param name="options">How to go through them.</param>
public sealed class Rollout(MeshSurveyor surveyor, RolloutOptions options)
{
    private int _failures;

    /// <summary>Deploys to nodes.</summary>
    /// <param name="nodes">Nodes of the network.</param>
    /// <param name="report">Is given each node's result as it comes, by one thread at a time.</param>
    /// <param name="cancellation">Begins with no further node, and leaves those begun with to their own rollback.</param>
    /// <returns>When all is over.</returns>
    public async Task RunAsync(IReadOnlyList<Node> nodes, Action<DeploymentResult> report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        var reporting = new Lock();
        void Report(DeploymentResult result)
        {
            lock (reporting)
            {
                if (result.HasFailed)
                    _failures++;
                report(result);
            }
        }
        await RunManyAsync([.. nodes.Take(options.Canary)], Report, cancellation).ConfigureAwait(false);
        var others = nodes.Skip(options.Canary).ToList();
        if (options.Canary > 0 && _failures > 0)
        {
            foreach (var node in others)
                Report(Skipped(node));
            return;
        }
        await RunManyAsync(others, Report, cancellation).ConfigureAwait(false);
    }

    private Task RunManyAsync(IReadOnlyList<Node> nodes, Action<DeploymentResult> report, CancellationToken cancellation) =>
        Parallel.ForEachAsync(nodes, new ParallelOptions { MaxDegreeOfParallelism = options.ThrottleLimit, CancellationToken = cancellation },
            async (node, stop) => report(options.MaxFailures is { } most && _failures >= most
                ? Skipped(node)
                : await new NodeDeployment(surveyor, node, options).RunAsync(stop).ConfigureAwait(false)));

    private static DeploymentResult Skipped(Node node) => new(node.Network, node.Name, DeploymentOutcome.Skipped, [], TimeSpan.Zero, null);
}
