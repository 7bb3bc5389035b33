using System.Net;

namespace VwMesh.Model;

/// <summary>New values for some settings of a node; what is <see langword="null"/> stays as it is.</summary>
public sealed record NodeChange
{
    /// <summary>The addresses of the VXLAN interface.</summary>
    public ValueList<InterfaceAddress>? Address { get; init; }

    /// <summary>What the others route to the node; its link-layer addresses are always part of it, named or not.</summary>
    public ValueList<IPNetwork>? AllowedIPs { get; init; }

    /// <summary>A description for people; empty removes it.</summary>
    public string? Description { get; init; }

    /// <summary>Where the others reach the node; empty removes it, and a text without a port takes the listen port as it is after the change.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The mark of outgoing packets.</summary>
    public uint? FwMark { get; init; }

    /// <summary>The groups the node is in.</summary>
    public ValueList<string>? Groups { get; init; }

    /// <summary>The addresses of the WireGuard interface; the allowed IPs follow.</summary>
    public ValueList<InterfaceAddress>? LinkLayerAddress { get; init; }

    /// <summary>The UDP port WireGuard listens on.</summary>
    public int? ListenPort { get; init; }

    /// <summary>Seconds between keepalives.</summary>
    public int? PersistentKeepalive { get; init; }

    /// <summary>The private key. A public key that the file stated goes.</summary>
    public PrivateKey? PrivateKey { get; init; }

    /// <summary>The public half of a key that stays on the node. A private key of another public key goes; the node's own public key changes nothing.</summary>
    public PublicKey? PublicKey { get; init; }

    /// <summary>Whether another public key may take the place of a private key in the file.</summary>
    public bool ReplacesPrivateKey { get; init; }

    /// <summary>Whether a new node waits for a key that is made on it.</summary>
    public bool KeyOnNode { get; init; }

    /// <summary>Whether the node forwards traffic of others.</summary>
    public bool? Relay { get; init; }

    /// <summary>Whether wg-quick writes the running state over the file.</summary>
    public bool? SaveConfig { get; init; }

    /// <summary>The networks behind the node.</summary>
    public ValueList<IPNetwork>? Subnets { get; init; }

    /// <summary>Whether the node asks its router to forward the listen port.</summary>
    public bool? UPnP { get; init; }

    /// <summary>The ssh destination; empty removes it.</summary>
    public string? HostName { get; init; }

    /// <summary>The account on the node; empty removes it.</summary>
    public string? UserName { get; init; }

    /// <summary>The TCP port of the ssh server; 0 removes it.</summary>
    public int? Port { get; init; }

    /// <summary>The key file to log in with; empty removes it.</summary>
    public string? KeyFilePath { get; init; }

    /// <summary>The commands before the VXLAN interface is made.</summary>
    public ValueList<string>? PreUp { get; init; }

    /// <summary>The commands when everything is up.</summary>
    public ValueList<string>? PostUp { get; init; }

    /// <summary>The commands before anything is taken down.</summary>
    public ValueList<string>? PreDown { get; init; }

    /// <summary>The commands when everything is down.</summary>
    public ValueList<string>? PostDown { get; init; }

    /// <summary>The names of the settings that are given.</summary>
    /// <returns>The names, as parameters and the file have them.</returns>
    public IEnumerable<string> Named() => typeof(NodeChange).GetProperties().Where(p => p.Name is not (nameof(ReplacesPrivateKey) or nameof(KeyOnNode)) && p.GetValue(this) is not null).Select(p => p.Name);

    /// <summary>Checks the values by themselves, before a node is known; an endpoint may still lack the port.</summary>
    /// <exception cref="VwMeshException">A value is malformed or out of range; the id is that of the value.</exception>
    public void Check() => ApplyTo(new Node("any") { ListenPort = 1 });

    /// <summary>The node after the change.</summary>
    /// <param name="node">The node before it.</param>
    /// <returns>The changed node.</returns>
    /// <exception cref="VwMeshException">A value is malformed or out of range; the id is that of the value.</exception>
    public Node ApplyTo(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var linkLayer = LinkLayerAddress ?? node.LinkLayerAddress;
        var listenPort = ListenPort ?? node.ListenPort;
        var isOtherKey = PublicKey is not null && !PublicKey.Equals(node.PublicKey);
        if (isOtherKey && node.PrivateKey is not null && PrivateKey is null && !ReplacesPrivateKey)
        {
            throw VwMeshException.Invalid("KeysDiffer",
                $"{Quoted.Show(PublicKey!.Value)} is not the public key of node {Quoted.Show(node.Name)}, whose private key is in the file; -PublicKey on the command line replaces that key.", PublicKey.Value);
        }
        return node with
        {
            Address = Address ?? node.Address,
            AllowedIPs = AllowedIPs is null && LinkLayerAddress is null ? node.AllowedIPs : AllowedIPsAfter(node, linkLayer),
            Description = Changed(Description, node.Description),
            Endpoint = Endpoint switch
            {
                null => node.Endpoint,
                "" => null,
                _ => Model.Endpoint.Parse(Endpoint, listenPort),
            },
            FwMark = FwMark ?? node.FwMark,
            Groups = Groups ?? node.Groups,
            LinkLayerAddress = linkLayer,
            ListenPort = listenPort,
            PersistentKeepalive = PersistentKeepalive ?? node.PersistentKeepalive,
            PrivateKey = PrivateKey ?? (isOtherKey ? null : node.PrivateKey),
            StatedPublicKey = PrivateKey is not null ? null : isOtherKey ? PublicKey : node.StatedPublicKey,
            Relay = Relay ?? node.Relay,
            SaveConfig = SaveConfig ?? node.SaveConfig,
            Subnets = Subnets ?? node.Subnets,
            UPnP = UPnP ?? node.UPnP,
            HostName = Changed(HostName, node.HostName),
            UserName = Changed(UserName, node.UserName),
            Port = Port switch
            {
                null => node.Port,
                0 => null,
                _ => Port,
            },
            KeyFilePath = Changed(KeyFilePath, node.KeyFilePath),
            PreUp = PreUp ?? node.PreUp,
            PostUp = PostUp ?? node.PostUp,
            PreDown = PreDown ?? node.PreDown,
            PostDown = PostDown ?? node.PostDown,
        };
    }

    private static string? Changed(string? given, string? current) => given is null ? current : given.Length == 0 ? null : given;

    private ValueList<IPNetwork> AllowedIPsAfter(Node node, ValueList<InterfaceAddress> linkLayer) =>
        HostRoutes(linkLayer)
            .Concat(AllowedIPs ?? node.AllowedIPs.Except(HostRoutes(node.LinkLayerAddress)))
            .Distinct().ToValueList();

    private static IEnumerable<IPNetwork> HostRoutes(IEnumerable<InterfaceAddress> addresses) => addresses.Select(a => a.GetHostRoute());
}
