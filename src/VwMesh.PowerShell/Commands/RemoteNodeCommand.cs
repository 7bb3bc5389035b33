using System.Collections.Concurrent;
using System.Management.Automation.Runspaces;
using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Deployment;
using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Remoting;

namespace VwMesh.Commands;

/// <summary>A cmdlet that speaks with running nodes over ssh, many at a time.</summary>
public abstract class RemoteNodeCommand : NodeReadingCommand
{
    /// <summary>How many nodes are spoken with at the same time, 1 to 1000.</summary>
    [Parameter]
    [NumberText]
    [ValidateRange(1, 1000)]
    public int ThrottleLimit { get; set; } = 10;

    /// <summary>How many seconds a connection may take to be made, 1 to 3600.</summary>
    [Parameter]
    [NumberText]
    [ValidateRange(1, 3600)]
    public int ConnectTimeout { get; set; } = 10;

    /// <summary>
    /// Sessions of PowerShell to the nodes, in place of ssh: a node's is the one that has its name, or leads to its host. Each connection is
    /// a new one, made as the session was.
    /// </summary>
    [Parameter]
    public PSSession[]? Session { get; set; }

    private protected MeshSurveyor Survey(Network network) => Session is null
        ? new MeshSurveyor(new Mesh(network), TimeSpan.FromSeconds(ConnectTimeout))
        : new MeshSurveyor(new Mesh(network), new NodeSessions(Session).Open);

    /// <summary>
    /// Runs work beside the pipeline, which alone may write: what the work hands over is run there, in its order. When the pipeline stops,
    /// or the receiver has enough, the work is cancelled, and waited for.
    /// </summary>
    private protected void Pump(Func<Action<Action>, CancellationToken, Task> work)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        using var written = new BlockingCollection<Action>();
        var running = Task.Run(async () =>
        {
            try
            {
                await work(written.Add, cancellation.Token).ConfigureAwait(false);
            }
            finally
            {
                written.CompleteAdding();
            }
        });
        try
        {
            foreach (var write in written.GetConsumingEnumerable())
                write();
        }
        finally
        {
            if (!written.IsCompleted)
                cancellation.Cancel();
            // Its own failure is told below, not in place of what happens here.
            Task.WaitAny(running);
        }
        running.GetAwaiter().GetResult();
    }

    /// <summary>
    /// Asks many nodes the same, and hands over the answers in the nodes' order. A node that fails is an error, and is handed over to
    /// <paramref name="failed"/>; the command goes on with the next.
    /// </summary>
    private protected void AskAll<T>(string activity, IReadOnlyList<Node> nodes, Func<Node, CancellationToken, Task<T>> ask, Action<Node, T> answered,
        Action<Node, VwMeshException>? failed = null)
        where T : class
    {
        var answers = new (T? Answer, VwMeshException? Error)[nodes.Count];
        var progress = new Progress(this, activity, nodes.Count);
        Pump((write, cancellation) => Parallel.ForEachAsync(Enumerable.Range(0, nodes.Count),
            new ParallelOptions { MaxDegreeOfParallelism = ThrottleLimit, CancellationToken = cancellation },
            async (i, stop) =>
            {
                try
                {
                    answers[i] = (await ask(nodes[i], stop).ConfigureAwait(false), null);
                }
                catch (VwMeshException e)
                {
                    answers[i] = (null, e);
                }
                write(() => progress.Step(nodes[i].Name));
            }));
        progress.Complete();
        foreach (var (i, (answer, error)) in answers.Index())
        {
            if (answer is not null)
            {
                answered(nodes[i], answer);
                continue;
            }
            failed?.Invoke(nodes[i], error!);
            WriteError(ToRecord(error!));
        }
    }
}
