using System.Net;
using VwMesh.Model;

namespace VwMesh.Addressing;

/// <summary>Which addresses of a network are taken, and by whom. What follows from keys is computed only when it is asked for.</summary>
internal sealed class AddressRegister
{
    private readonly Dictionary<IPAddress, string> _addresses = [];
    private readonly Dictionary<IPAddress, string> _linkLayer = [];
    private readonly Dictionary<IPAddress, string> _derived = [];
    private readonly Dictionary<MacAddress, string> _hardware = [];
    private readonly IPNetwork? _pool;
    // Nodes whose keys were not computed yet; null once they have been.
    private List<Node>? _underived;

    internal AddressRegister(IReadOnlyCollection<Node> nodes, IPNetwork? poolIPv6)
    {
        _pool = poolIPv6;
        _underived = [];
        foreach (var node in nodes)
            Enter(node);
    }

    internal bool IsTaken(IPAddress address) => _addresses.ContainsKey(address);

    internal bool IsLinkLayerTaken(IPAddress address) => _linkLayer.ContainsKey(address);

    /// <summary>Whether the hardware address or the IPv6 address that would follow from a key is another node's.</summary>
    internal bool IsDerivedTaken(MacAddress hardware, IPAddress? address)
    {
        Derive();
        return _hardware.ContainsKey(hardware) || (address is not null && (_derived.ContainsKey(address) || IsTaken(address)));
    }

    /// <summary>How many addresses of some kind are taken, given and derived ones.</summary>
    internal int CountTaken(Func<IPAddress, bool> isOfTheKind)
    {
        Derive();
        return _derived.Keys.Union(_addresses.Keys).Count(isOfTheKind);
    }

    /// <summary>Enters a node as it is after a change; only what the change adds must be free.</summary>
    /// <exception cref="VwMeshException">Another node has one of its new addresses (<c>AddressInUse</c>, <c>LinkLayerAddressInUse</c>).</exception>
    internal void Claim(Node node, Node? before = null)
    {
        foreach (var address in node.Address.Except(before?.Address ?? []))
        {
            RequireFree(_addresses, address, node, "AddressInUse");
            if (_pool?.Contains(address.Address) == true)
            {
                Derive();
                RequireFree(_derived, address, node, "AddressInUse");
            }
        }
        foreach (var address in node.LinkLayerAddress.Except(before?.LinkLayerAddress ?? []))
            RequireFree(_linkLayer, address, node, "LinkLayerAddressInUse");
        foreach (var address in before?.Address ?? [])
            _addresses.Remove(address.Address);
        foreach (var address in before?.LinkLayerAddress ?? [])
            _linkLayer.Remove(address.Address);
        Enter(node);
    }

    /// <summary>Checks a key that was given, not drawn.</summary>
    /// <exception cref="VwMeshException">What follows from it collides with another node (<c>KeyCollision</c>).</exception>
    internal void RequireFreeKey(Node node)
    {
        Derive();
        var hardware = MacAddress.FromPublicKey(node.PublicKey!);
        if (_hardware.TryGetValue(hardware, out var owner) && !NodeName.Comparer.Equals(owner, node.Name))
            throw Collision(node, owner, $"the MAC address {hardware}");
        if (node.IPv6Address is { } address
            && (_derived.TryGetValue(address.Address, out owner) || _addresses.TryGetValue(address.Address, out owner))
            && !NodeName.Comparer.Equals(owner, node.Name))
            throw Collision(node, owner, $"the IPv6 address {address.Address}");
    }

    private static VwMeshException Collision(Node node, string owner, string what) => new("KeyCollision", ErrorKind.ResourceExists,
        $"The key of node {Quoted.Show(node.Name)} would give it {what}, which is that of node {Quoted.Show(owner)}; each node needs a key of its own.", node.Name);

    private void Derive()
    {
        if (_underived is not { } nodes)
            return;
        _underived = null;
        foreach (var node in nodes)
            EnterDerived(node);
    }

    private void Enter(Node node)
    {
        foreach (var address in node.Address)
            _addresses.TryAdd(address.Address, node.Name);
        foreach (var address in node.LinkLayerAddress)
            _linkLayer.TryAdd(address.Address, node.Name);
        if (_underived is not null)
            _underived.Add(node);
        else
            EnterDerived(node);
    }

    private void EnterDerived(Node node)
    {
        foreach (var key in new[] { node.PublicKey, node.PreviousPublicKey }.OfType<PublicKey>())
            _hardware.TryAdd(MacAddress.FromPublicKey(key), node.Name);
        foreach (var derived in new[] { node.IPv6Address, node.PreviousIPv6Address }.OfType<InterfaceAddress>())
            _derived.TryAdd(derived.Address, node.Name);
    }

    private static void RequireFree(Dictionary<IPAddress, string> taken, InterfaceAddress address, Node node, string errorId)
    {
        if (taken.TryGetValue(address.Address, out var owner) && !NodeName.Comparer.Equals(owner, node.Name))
        {
            throw new VwMeshException(errorId, ErrorKind.ResourceExists,
                $"Node {Quoted.Show(owner)} has the address {address.Address} already; give node {Quoted.Show(node.Name)} another one.", address);
        }
    }
}
