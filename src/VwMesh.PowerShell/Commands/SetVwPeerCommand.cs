using System.Globalization;
using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>Changes how nodes reach others, where that differs from how all nodes reach them: a LAN address, a keepalive to one peer alone.</summary>
[Cmdlet(VerbsCommon.Set, "VwPeer", DefaultParameterSetName = ByObject, SupportsShouldProcess = true)]
[OutputType(typeof(VwPeer))]
public sealed class SetVwPeerCommand : PeeringCommand
{
    /// <summary>The nodes that reach the peers.</summary>
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = ByName)]
    [Alias("Node")]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public override string[] Name { get; set; } = [];

    /// <summary>The nodes that are reached.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(Position = 2, ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public override string[] Peer { get; set; } = [];

    /// <summary>Where the nodes reach the peer; without a port, the peer's ListenPort. Empty for the peer's own endpoint.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Endpoint { get; set; }

    /// <summary>Seconds between keepalives to the peer, 0 to 65535; 0 or off for none. Empty for the interval of the node.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(KeepaliveCompleter))]
    public string? PersistentKeepalive { get; set; }

    /// <summary>The preshared key of the pair: an object of New-VwPresharedKey, or a SecureString. Empty for the derived key.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName)]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public object? PresharedKey { get; set; }

    private protected override string ActionName => "Set the link";

    /// <summary>Takes of a link which nodes it is between, and of a row every column.</summary>
    private protected override void Take(PipedObject piped)
    {
        if (piped.IsRow)
            Columns.Take(piped);
        else
            Columns.Take(piped, nameof(Endpoint), nameof(PersistentKeepalive));
    }

    private protected override void Process(string path, string name)
    {
        if (!HasValue(nameof(Endpoint)) && !HasValue(nameof(PersistentKeepalive)) && !IsGiven(nameof(PresharedKey)))
        {
            throw new VwMeshException("NothingToSet", ErrorKind.InvalidArgument,
                $"No setting of the link from node {Quoted.Show(name)} is given: name -Endpoint, -PersistentKeepalive or -PresharedKey, or bring columns of a table.", name);
        }
        base.Process(path, name);
    }

    private protected override Action<NetworkDraft> Change(string name, string peer)
    {
        var (hasEndpoint, endpoint) = (HasValue(nameof(Endpoint)), Endpoint?.Trim() ?? "");
        var (hasKeepalive, keepalive) = (HasValue(nameof(PersistentKeepalive)), Seconds(PersistentKeepalive?.Trim() ?? ""));
        var (hasKey, key) = (IsGiven(nameof(PresharedKey)), KeyInput.PresharedKey(this, PresharedKey));
        return draft =>
        {
            draft.ChangeLink(name, peer, link => link with
            {
                Endpoint = !hasEndpoint ? link.Endpoint : endpoint.Length == 0 ? null : Model.Endpoint.Parse(endpoint, draft.Get(peer).ListenPort),
                PersistentKeepalive = hasKeepalive ? keepalive : link.PersistentKeepalive,
            });
            if (hasKey)
                draft.SetPresharedKey(name, peer, key);
        };
    }

    private static int? Seconds(string text) => text.Length == 0 ? null
        : text.Equals("off", StringComparison.OrdinalIgnoreCase) ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds
        : throw new VwMeshException("InvalidPersistentKeepalive", ErrorKind.InvalidArgument, $"-PersistentKeepalive: {Quoted.Show(text)} is not a number of seconds; write 0 to 65535, or off.", text);
}
