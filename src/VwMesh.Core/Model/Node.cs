using System.Net;

namespace VwMesh.Model;

/// <summary>A node of a mesh: what the network file says of it, and what follows from its key. Changing an object changes nothing on disk.</summary>
public sealed record Node
{
    private static readonly NetworkIdentity NoNetwork = new("", "");

    internal Node(string name)
    {
        Name = name;
    }

    /// <summary>The name, as <see cref="NodeName"/> allows it.</summary>
    public string Name { get; internal init => field = NodeName.Parse(value); }

    /// <summary>The network the node belongs to.</summary>
    public NetworkIdentity Network { get; internal init; } = NoNetwork;

    /// <summary>The addresses of the VXLAN interface, beside the one derived from the key.</summary>
    public ValueList<InterfaceAddress> Address { get; init; } = [];

    /// <summary>What the others route to this node inside WireGuard (wg(8), AllowedIPs): its link-layer addresses, and what lies behind it.</summary>
    public ValueList<IPNetwork> AllowedIPs { get; init; } = [];

    /// <summary>A description for people: one line of any text, or <see langword="null"/>.</summary>
    public string? Description { get; init => field = value is null ? null : NodeDescription.Parse(value); }

    /// <summary>Where the others reach the node, or <see langword="null"/> for a node that only dials out.</summary>
    public Endpoint? Endpoint { get; init; }

    /// <summary>The 32-bit mark of outgoing packets; 0 is off (wg(8), FwMark).</summary>
    public uint FwMark { get; init; }

    /// <summary>The groups the node is in, which the network's <see cref="Model.Network.Peering"/> names; they compare without case.</summary>
    public ValueList<string> Groups { get; init; } = [];

    /// <summary>The addresses of the WireGuard interface, between which VXLAN travels; from 169.254.0.0/16 (RFC 3927).</summary>
    public ValueList<InterfaceAddress> LinkLayerAddress { get; init; } = [];

    /// <summary>The UDP port WireGuard listens on, 0 to 65535; 0 lets the kernel choose (wg(8), ListenPort).</summary>
    public int ListenPort { get; init => field = Setting.InRange(value, 0, 65535); }

    /// <summary>Seconds between keepalives towards each peer, 0 to 65535; 0 is off (wg(8), PersistentKeepalive).</summary>
    public int PersistentKeepalive { get; init => field = Setting.InRange(value, 0, 65535); }

    /// <summary>The private key, or <see langword="null"/> where the file has none.</summary>
    public PrivateKey? PrivateKey { get; init; }

    /// <summary>Whether the node forwards the traffic of nodes without a tunnel between them.</summary>
    public bool Relay { get; init; }

    /// <summary>Whether wg-quick writes the running state over the file when the interface goes down (wg-quick(8), SaveConfig).</summary>
    public bool SaveConfig { get; init; }

    /// <summary>The networks behind the node, for which it is the gateway; each as <see cref="NetworkPrefix.ParseSubnet"/> allows it.</summary>
    public ValueList<IPNetwork> Subnets { get; init; } = [];

    /// <summary>Whether the node asks its router by UPnP to forward the listen port.</summary>
    public bool UPnP { get; init; }

    /// <summary>The ssh destination by which the node is managed, or <see langword="null"/> for the host of its endpoint.</summary>
    public string? HostName { get; init => field = value is null ? null : SshName.ParseHostName(value); }

    /// <summary>The account on the node, or <see langword="null"/> for what ssh would take by itself. It is root, or may use sudo without a password.</summary>
    public string? UserName { get; init => field = value is null ? null : SshName.ParseUserName(value); }

    /// <summary>The TCP port of the node's ssh server, 1 to 65535, or <see langword="null"/> for what ssh would take by itself.</summary>
    public int? Port { get; init => field = value is { } port ? Setting.InRange(port, 1, 65535) : null; }

    /// <summary>The key file to log in with, or <see langword="null"/> for what ssh would take by itself; relative to the folder of the network's file.</summary>
    public string? KeyFilePath { get; init => field = value is null ? null : SshName.ParseKeyFilePath(value); }

    /// <summary>The user's commands before the VXLAN interface is made.</summary>
    public ValueList<string> PreUp { get; init; } = [];

    /// <summary>The user's commands when everything is up.</summary>
    public ValueList<string> PostUp { get; init; } = [];

    /// <summary>The user's commands before anything is taken down.</summary>
    public ValueList<string> PreDown { get; init; } = [];

    /// <summary>The user's commands when everything is down.</summary>
    public ValueList<string> PostDown { get; init; } = [];

    /// <summary>The public key that the file states, of a private key that may stay on the node; <see langword="null"/> where it states none.</summary>
    public PublicKey? StatedPublicKey { get; init; }

    /// <summary>The public key: that of the private key, or else the stated one; <see langword="null"/> without either.</summary>
    public PublicKey? PublicKey => PrivateKey?.PublicKey ?? StatedPublicKey;

    /// <summary>The public key before the last change, which the peers still accept; <see langword="null"/> when they accept one key.</summary>
    public PublicKey? PreviousPublicKey { get; init; }

    /// <summary>The day (UTC) on which the file got the node's key, or <see langword="null"/> where this is not known.</summary>
    public DateOnly? KeyDate { get; init; }

    /// <summary>The hardware address of the VXLAN interface, derived from the public key. It stays that of the previous key as long as the peers accept that key.</summary>
    public MacAddress? MacAddress => (PreviousPublicKey ?? PublicKey) is { } key ? Model.MacAddress.FromPublicKey(key) : null;

    /// <summary>The address of the VXLAN interface in the network's IPv6 pool, derived from the public key; <see langword="null"/> without a key or a pool.</summary>
    public InterfaceAddress? IPv6Address => PublicKey is { } key && IPv6Pool is { } pool ? DerivedAddress.In(pool, key) : null;

    /// <summary>The link-layer addresses over IPv4: the Ethernet's frames travel between these.</summary>
    internal IEnumerable<InterfaceAddress> Tunnels => LinkLayerAddress.Where(a => a.Address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork);

    /// <summary>The addresses of the VXLAN interface, each once; the derived one is the last.</summary>
    internal IEnumerable<InterfaceAddress> AllAddresses => Address.Append(IPv6Address).OfType<InterfaceAddress>().Distinct();

    /// <summary>The address that was derived from the previous key, which the node keeps as long as its peers accept that key.</summary>
    internal InterfaceAddress? PreviousIPv6Address => PreviousPublicKey is { } key && IPv6Pool is { } pool ? DerivedAddress.In(pool, key) : null;

    /// <summary>The address of the node on the Ethernet which is the gateway to a network behind it, or <see langword="null"/> where it has none of the family.</summary>
    internal IPAddress? GatewayTo(IPNetwork subnet) => AllAddresses.FirstOrDefault(a => a.Address.AddressFamily == subnet.BaseAddress.AddressFamily)?.Address;

    internal IPNetwork? IPv6Pool { get; init; }

    // The name of the node's table in the file, which Name differs from after a rename; null while the file has no such table.
    internal string? StoredName { get; init; }

    /// <summary>The name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
