using VwMesh.Live;
using VwMesh.Model;

namespace VwMesh.Deployment;

/// <summary>A way to nodes: it opens a connection to a shell of root's.</summary>
internal interface INodeTransport
{
    /// <summary>Opens a connection of its own, never one that exists already.</summary>
    /// <param name="node">The node.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="VwMeshException">There is no way (<c>NodeUnreachable</c>), or none that leads to this node alone.</exception>
    INodeConnection Open(Node node, CancellationToken cancellation);
}

/// <summary>A shell on a node that takes one script after the other.</summary>
internal interface INodeConnection : IAsyncDisposable
{
    /// <summary>Sends a script and waits for its answer.</summary>
    /// <param name="script">A script of sh's, which says <c>done</c> when it has come to its end.</param>
    /// <param name="mark">What it marks its words with.</param>
    /// <exception cref="VwMeshException">The connection failed (<c>NodeUnreachable</c>), or the answer is none (<c>NodeAnswerInvalid</c>).</exception>
    Task<NodeAnswer> AskAsync(string script, string mark);
}
