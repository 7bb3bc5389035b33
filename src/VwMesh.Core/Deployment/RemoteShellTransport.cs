using VwMesh.Live;
using VwMesh.Model;

namespace VwMesh.Deployment;

/// <summary>A way to nodes by shells that somebody else opens.</summary>
/// <param name="open">Opens a new connection to a node.</param>
/// <param name="nodes">How many nodes the network has.</param>
internal sealed class RemoteShellTransport(Func<Node, RemoteShell> open, int nodes) : INodeTransport
{
    public INodeConnection Open(Node node, CancellationToken cancellation) => new Connection(node.Name, open(node), AnswerLimits.LongestAnswer(nodes), cancellation);

    private sealed class Connection(string node, RemoteShell shell, int longestAnswer, CancellationToken cancellation) : INodeConnection
    {
        public async Task<NodeAnswer> AskAsync(string script, string mark)
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timeout.CancelAfter(AnswerLimits.LongestSilence);
            try
            {
                var text = await shell.AskAsync(script, $"=={mark} done", timeout.Token).ConfigureAwait(false);
                return text.Length <= longestAnswer ? NodeAnswer.Read(node, mark, text) : throw AnswerLimits.TooLong(node, longestAnswer);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw SshFailure.Unreachable(node, $"it did not answer for {AnswerLimits.LongestSilence.TotalSeconds} s");
            }
        }

        public ValueTask DisposeAsync() => shell.CloseAsync();
    }
}
