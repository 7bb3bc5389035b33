using System.Globalization;
using System.Management.Automation;
using VwMesh.Model;

namespace VwMesh.Output;

/// <summary>A node as cmdlets emit it.</summary>
public sealed class VwNode
{
    private readonly Node _node;

    internal VwNode(Node node) => _node = node;

    /// <summary>The network.</summary>
    public PSObject? Network => Text.Of(_node.Network);

    /// <summary>The name.</summary>
    public string Name => _node.Name;

    /// <summary>The description for people.</summary>
    public string? Description => _node.Description;

    /// <summary>The groups the node is in.</summary>
    public TextList Groups => TextList.Of(_node.Groups, g => Text.Of(g));

    /// <summary>Whether the node forwards traffic of others.</summary>
    public bool Relay => _node.Relay;

    /// <summary>The addresses of the VXLAN interface, beside the one derived from the key.</summary>
    public TextList Address => TextList.Of(_node.Address, a => Text.Of(a)!);

    /// <summary>The address in the network's IPv6 pool, derived from the key.</summary>
    public PSObject? IPv6Address => Text.Of(_node.IPv6Address);

    /// <summary>The hardware address of the VXLAN interface, derived from the key.</summary>
    public PSObject? MacAddress => Text.Of(_node.MacAddress);

    /// <summary>The addresses of the WireGuard interface.</summary>
    public TextList LinkLayerAddress => TextList.Of(_node.LinkLayerAddress, a => Text.Of(a)!);

    /// <summary>The prefixes that peers route to the node inside WireGuard.</summary>
    public TextList AllowedIPs => TextList.Of(_node.AllowedIPs, Text.Of);

    /// <summary>The endpoint, for its peers.</summary>
    public PSObject? Endpoint => Text.Of(_node.Endpoint);

    /// <summary>The UDP port WireGuard listens on; 0 lets the kernel choose.</summary>
    public int ListenPort => _node.ListenPort;

    /// <summary>The mark of outgoing packets; 0 is off.</summary>
    public uint FwMark => _node.FwMark;

    /// <summary>Seconds between keepalives towards each peer; 0 is off.</summary>
    public int PersistentKeepalive => _node.PersistentKeepalive;

    /// <summary>The public key.</summary>
    public PSObject? PublicKey => Text.Of(_node.PublicKey);

    /// <summary>Where the private key is: File, Node; Nowhere for a node without a key.</summary>
    public string KeyLocation => _node.PrivateKey is not null ? "File" : _node.PublicKey is not null ? "Node" : "Nowhere";

    /// <summary>The public key before the last change, which the peers still accept.</summary>
    public PSObject? PreviousPublicKey => Text.Of(_node.PreviousPublicKey);

    /// <summary>The day (UTC) on which the file got the key, where this is known.</summary>
    public string? KeyDate => _node.KeyDate?.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>For how many days the node has had its key, where this is known.</summary>
    public int? KeyAge => _node.KeyDate is { } date ? DateOnly.FromDateTime(DateTime.UtcNow).DayNumber - date.DayNumber : null;

    /// <summary>Hides the private key. In a script this name gives the key object: see VwMesh.types.ps1xml.</summary>
    public string? PrivateKey => _node.PrivateKey?.ToString();

    /// <summary>Whether wg-quick writes the running state over the file.</summary>
    public bool SaveConfig => _node.SaveConfig;

    /// <summary>The networks behind the node.</summary>
    public TextList Subnets => TextList.Of(_node.Subnets, Text.Of);

    /// <summary>Whether the node asks its router by UPnP to forward the listen port.</summary>
    public bool UPnP => _node.UPnP;

    /// <summary>The ssh destination.</summary>
    public string? HostName => _node.HostName;

    /// <summary>The account on the node.</summary>
    public string? SshUserName => _node.UserName;

    /// <summary>The TCP port of the ssh server.</summary>
    public int? SshPort => _node.Port;

    /// <summary>The key file to log in with.</summary>
    public string? SshKeyFilePath => _node.KeyFilePath;

    /// <summary>Commands before the VXLAN interface is made.</summary>
    public TextList PreUp => TextList.OfLines(_node.PreUp);

    /// <summary>Commands when everything is up.</summary>
    public TextList PostUp => TextList.OfLines(_node.PostUp);

    /// <summary>Commands before anything is taken down.</summary>
    public TextList PreDown => TextList.OfLines(_node.PreDown);

    /// <summary>Commands when everything is down.</summary>
    public TextList PostDown => TextList.OfLines(_node.PostDown);

    /// <summary>The private key itself, for scripts.</summary>
    /// <param name="node">The node.</param>
    /// <returns>A key object that hides its value, or <see langword="null"/>.</returns>
    public static object? GetPrivateKey(PSObject node) =>
        node?.BaseObject is VwNode { _node.PrivateKey: { } key } ? new VwPrivateKey(key) : null;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is VwNode other && _node == other._node;

    /// <inheritdoc/>
    public override int GetHashCode() => _node.GetHashCode();

    /// <summary>The name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
