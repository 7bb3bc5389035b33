using VwMesh.Addressing;
using VwMesh.Live;
using VwMesh.Model;

namespace VwMesh.Deployment;

/// <summary>Lets the nodes of one network make their private keys, or takes those that they have, and learns the public halves. For use by many threads.</summary>
public sealed class NodeRegistrar
{
    // A pool of addresses that is nearly full makes most keys collide.
    private const int MostDraws = 64;

    private readonly MeshSurveyor _surveyor;
    private readonly RegistrationOptions _options;
    private readonly Allotter _allotter;
    private readonly Lock _lock = new();

    /// <summary>Prepares.</summary>
    /// <param name="surveyor">Opens the connections.</param>
    /// <param name="options">The rules of the registration.</param>
    public NodeRegistrar(MeshSurveyor surveyor, RegistrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(surveyor);
        ArgumentNullException.ThrowIfNull(options);
        (_surveyor, _options) = (surveyor, options);
        _allotter = new Allotter(new NetworkDraft(surveyor.Mesh.Network));
    }

    /// <summary>Registers one node. The file of the network stays as it is.</summary>
    /// <param name="node">The node.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The public half of the key on the node.</returns>
    /// <exception cref="VwMeshException">The node cannot be reached, is another one, has lost its key (<c>NodeKeyLost</c>), or has no key that can be taken.</exception>
    public async Task<RegistrationResult> RegisterAsync(Node node, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (node.PrivateKey is not null && (_options.MakesNextKeys || !_options.MovesKeys))
        {
            throw new VwMeshException("KeyIsInFile", ErrorKind.InvalidOperation,
                $"The private key of node {Quoted.Show(node.Name)} is in the file of the network. Register-VwNode -MoveKey moves it to the node{(_options.MakesNextKeys ? ", and Update-VwNodeKey replaces it" : "")}.", node.Name);
        }
        var isNext = _options.MakesNextKeys && node.PublicKey is not null;
        await using var connection = _surveyor.Open(node, cancellation);
        await _surveyor.RequireItselfAsync(connection, node).ConfigureAwait(false);
        PublicKey? unwanted = null;
        for (var draws = 1; ; draws++)
        {
            var mark = ProbeScript.NewMark();
            var script = KeyScript.For(_surveyor.Mesh.Network, mark, node.PrivateKey, node.PublicKey is null || isNext || _options.IsForced, unwanted, isNext);
            var (key, origin) = Read(node, await connection.AskAsync(script, mark).ConfigureAwait(false));
            try
            {
                lock (_lock)
                    Record(_allotter, node.Name, key, _options);
                return new RegistrationResult(node.Network, node.Name, OutcomeOf(node, key, origin), key, null);
            }
            catch (VwMeshException e) when (e.ErrorId == "KeyCollision" && origin == "made" && draws < MostDraws)
            {
                unwanted = key;
            }
        }
    }

    /// <summary>Takes a key that a node has made or had.</summary>
    /// <param name="allotter">Gets it.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="key">The public half.</param>
    /// <param name="options">The rules of the registration.</param>
    /// <exception cref="VwMeshException">The key is not one that the node may have, as <see cref="Allotter.Register"/> and <see cref="Allotter.RegisterNext"/> say.</exception>
    public static void Record(Allotter allotter, string name, PublicKey key, RegistrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(allotter);
        ArgumentNullException.ThrowIfNull(options);
        if (options.MakesNextKeys)
            allotter.RegisterNext(name, key);
        else
            allotter.Register(name, key, options.IsForced);
    }

    private static RegistrationOutcome OutcomeOf(Node node, PublicKey key, string origin) =>
        key.Equals(node.PublicKey) ? node.PrivateKey is null ? RegistrationOutcome.Unchanged : RegistrationOutcome.Moved
        : origin == "made" ? RegistrationOutcome.Made
        : RegistrationOutcome.Found;

    private static (PublicKey Key, string Origin) Read(Node node, NodeAnswer answer)
    {
        answer.RequireWhole();
        if (answer.Words.ContainsKey("lost"))
        {
            throw new VwMeshException("NodeKeyLost", ErrorKind.ObjectNotFound,
                $"Node {Quoted.Show(node.Name)} has no private key any more: neither its own file, nor the interface, nor the file of wg-quick has one. Register-VwNode -Force makes another one.", node.Name);
        }
        if (answer.Words.TryGetValue("failed", out var reason))
        {
            throw new VwMeshException("NodeKeyFailed", ErrorKind.InvalidOperation,
                $"Node {Quoted.Show(node.Name)} has no key that can be registered: {Quoted.Show(reason.Trim(), 200)}.", node.Name);
        }
        if (!answer.Words.TryGetValue("half", out var half) || !answer.Words.TryGetValue("origin", out var origin))
            throw answer.Invalid("it does not say its public key");
        return (PublicKey.ParseOfNode(half.Trim()), origin.Trim());
    }
}

/// <summary>The rules of a registration.</summary>
/// <param name="MovesKeys">Whether a private key may go from the file of the network to its node.</param>
/// <param name="IsForced">Whether a node may have another key than the file says.</param>
/// <param name="MakesNextKeys">Whether a node that has a key makes another one, which takes the place of the first with the next deployment.</param>
public sealed record RegistrationOptions(bool MovesKeys, bool IsForced, bool MakesNextKeys);
