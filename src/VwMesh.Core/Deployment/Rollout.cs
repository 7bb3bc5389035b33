using VwMesh.Model;

namespace VwMesh.Deployment;

/// <summary>A deployment to many nodes, wave after wave: the next one begins when each node of the last has succeeded, and none when too many have failed.</summary>
/// <param name="surveyor">Reaches the network's nodes.</param>
/// <param name="options">How to go through them.</param>
public sealed class Rollout(MeshSurveyor surveyor, RolloutOptions options)
{
    private int _failures;

    /// <summary>The wave, counted from 1, after which the rollout halted because a node of it had failed; <see langword="null"/> where none did.</summary>
    public int? HaltedAfter { get; private set; }

    /// <summary>Deploys to nodes.</summary>
    /// <param name="nodes">Nodes of the network.</param>
    /// <param name="report">Is given each node's result as it comes, by one thread at a time.</param>
    /// <param name="cancellation">Begins with no further node, and leaves those begun with to their own rollback.</param>
    /// <returns>When all is over.</returns>
    public async Task RunAsync(IReadOnlyList<Node> nodes, Action<DeploymentResult> report, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        // A node changes its key when its peers accept both.
        nodes = [.. nodes.OrderBy(n => n.PreviousPublicKey is not null)];
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
        var begun = 0;
        foreach (var (number, wave) in Waves(nodes).Index())
        {
            if (begun > 0 && _failures > 0)
            {
                HaltedAfter = number;
                break;
            }
            await RunManyAsync(wave, Report, cancellation).ConfigureAwait(false);
            begun += wave.Count;
        }
        foreach (var node in nodes.Skip(begun))
            Report(Skipped(node));
    }

    // The nodes that are left after the sizes are the last wave.
    private IEnumerable<IReadOnlyList<Node>> Waves(IReadOnlyList<Node> nodes)
    {
        var begun = 0;
        foreach (var size in options.Waves.Where(size => size > 0).Append(int.MaxValue))
        {
            if (nodes.Skip(begun).Take(size).ToList() is not { Count: > 0 } wave)
                yield break;
            yield return wave;
            begun += wave.Count;
        }
    }

    private async Task RunManyAsync(IReadOnlyList<Node> nodes, Action<DeploymentResult> report, CancellationToken cancellation)
    {
        foreach (var changesKey in new[] { false, true })
            await RunTogetherAsync(nodes.Where(n => n.PreviousPublicKey is not null == changesKey), report, cancellation).ConfigureAwait(false);
    }

    private Task RunTogetherAsync(IEnumerable<Node> nodes, Action<DeploymentResult> report, CancellationToken cancellation) =>
        Parallel.ForEachAsync(nodes, new ParallelOptions { MaxDegreeOfParallelism = options.ThrottleLimit, CancellationToken = cancellation },
            async (node, stop) => report(options.MaxFailures is { } most && _failures >= most
                ? Skipped(node)
                : await new NodeDeployment(surveyor, node, options).RunAsync(stop).ConfigureAwait(false)));

    private static DeploymentResult Skipped(Node node) => new(node.Network, node.Name, DeploymentOutcome.Skipped, [], TimeSpan.Zero, null);
}
