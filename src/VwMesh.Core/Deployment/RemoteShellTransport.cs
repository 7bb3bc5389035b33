using VwMesh.Live;
using VwMesh.Model;

namespace VwMesh.Deployment;

/// <summary>A way to nodes by shells that somebody else opens.</summary>
/// <param name="open">Opens a new connection to a node.</param>
internal sealed class RemoteShellTransport(Func<Node, RemoteShell> open) : INodeTransport
{
    public INodeConnection Open(Node node, CancellationToken cancellation) => new Connection(node.Name, open(node), cancellation);

    private sealed class Connection(string node, RemoteShell shell, CancellationToken cancellation) : INodeConnection
    {
        public async Task<NodeAnswer> AskAsync(string script, string mark)
        {
            var text = await shell.AskAsync(script, $"=={mark} done", cancellation).ConfigureAwait(false);
            return NodeAnswer.Read(node, mark, text);
        }

        public ValueTask DisposeAsync() => shell.CloseAsync();
    }
}
