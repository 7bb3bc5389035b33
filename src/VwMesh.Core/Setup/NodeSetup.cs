using System.Net;
using VwMesh.Model;

namespace VwMesh.Setup;

/// <summary>What one node shall run.</summary>
public sealed record NodeSetup
{
    /// <summary>The network.</summary>
    public required NetworkIdentity Network { get; init; }

    /// <summary>The node's name.</summary>
    public required string Node { get; init; }

    /// <summary>The WireGuard interface.</summary>
    public required WireGuardSetup WireGuard { get; init; }

    /// <summary>The VXLAN interface.</summary>
    public required VxlanSetup Vxlan { get; init; }

    /// <summary>What guards the VXLAN port.</summary>
    public required Guard Guard { get; init; }

    /// <summary>The user's commands.</summary>
    public required HookSetup Hooks { get; init; }
}

/// <summary>A WireGuard interface and its peers.</summary>
public sealed record WireGuardSetup(
    string Interface, PrivateKey PrivateKey, int ListenPort, uint FwMark, int Mtu, ValueList<InterfaceAddress> Address,
    IPNetwork? Range, int PersistentKeepalive, bool SaveConfig, bool MapsPort, SharedList<PeerSetup> Peers);

/// <summary>A peer, as every node sees it that does not say otherwise.</summary>
public sealed record PeerSetup(string Name, PublicKey PublicKey, ValueList<IPNetwork> AllowedIPs, Endpoint? Endpoint);

/// <summary>A VXLAN interface and its forwarding database.</summary>
public sealed record VxlanSetup(
    string Interface, int Id, int Port, int Mtu, MacAddress Mac, IPAddress Local, ValueList<InterfaceAddress> Address, SharedList<MemberSetup> Members);

/// <summary>A node of the virtual Ethernet, and the addresses that its frames are sent to.</summary>
public sealed record MemberSetup(string Name, MacAddress Mac, ValueList<IPAddress> Tunnels);

/// <summary>The user's commands around start and end.</summary>
public sealed record HookSetup(ValueList<string> PreUp, ValueList<string> PostUp, ValueList<string> PreDown, ValueList<string> PostDown);
