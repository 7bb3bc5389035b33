using System.Globalization;
using System.Net.Sockets;
using VwMesh.Links;
using VwMesh.Live;
using VwMesh.Model;
using VwMesh.Setup;

namespace VwMesh.Traffic;

/// <summary>Makes results of what a node measured, with the likely causes that the state of the same node shows.</summary>
internal sealed class TrafficReport(MeshSetup setups, Node node, LiveNode live)
{
    private const AddressFamily IPv4 = AddressFamily.InterNetwork;
    private const AddressFamily IPv6 = AddressFamily.InterNetworkV6;
    // Of IPv6 (RFC 8200, section 5).
    private const int LeastMtu = 1280;
    // RFC 791, section 3.1.
    private const int LeastMtuOfIPv4 = 576;
    private readonly NodeStatus _status = NodeStatus.Of(setups, node, live);

    private Network Network => setups.Network;

    /// <summary>Whether a peer answered.</summary>
    /// <exception cref="VwMeshException">The output of ping is not readable (<c>NodeAnswerInvalid</c>).</exception>
    internal static bool IsReached(Node node, Node peer, NodeAnswer answer, int number) =>
        new[] { IPv4, IPv6 }.Select(family => SummaryOf(node, peer, answer, number, family)).Any(s => s?.Received > 0);

    /// <summary>Why this node can send to nobody, or <see langword="null"/>.</summary>
    internal string? Obstacle => live.IsUp ? null : $"the network is not up on {node.Name}: {_status.State}";

    /// <summary>The result of a peer to which nothing was sent.</summary>
    internal PeerTest Untested(Link link) => Result(link) with { Loss = 100, IPv4 = Wanted(link, IPv4), IPv6 = Wanted(link, IPv6), Reason = Obstacle };

    /// <summary>The result of a peer.</summary>
    /// <param name="link">The link to the peer.</param>
    /// <param name="answer">The answer of the node.</param>
    /// <param name="number">The peer's number in the script.</param>
    internal PeerTest Read(Link link, NodeAnswer answer, int number)
    {
        var (four, six) = (SummaryOf(node, link.Peer, answer, number, IPv4), SummaryOf(node, link.Peer, answer, number, IPv6));
        var (sent, received) = ((four?.Sent ?? 0) + (six?.Sent ?? 0), (four?.Received ?? 0) + (six?.Received ?? 0));
        var test = Result(link) with
        {
            IPv4 = four is null ? null : four.Received > 0,
            IPv6 = six is null ? null : six.Received > 0,
            Loss = sent == 0 ? 100 : 100 - (100 * received / sent),
            RoundTrip = four?.RoundTrip ?? six?.RoundTrip,
        };
        var largest = int.TryParse(answer.Output($"{number}.size")?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : (int?)null;
        if (received > 0)
            test = test with { FullSize = largest is null ? null : largest == Network.VxlanMtu && live.Vxlan?.Mtu >= Network.VxlanMtu };
        return test with { Reason = ReasonOf(test, link, largest, four?.Refusal ?? six?.Refusal) };
    }

    // Null where one of the two has no address of the family.
    private static PingSummary? SummaryOf(Node node, Node peer, NodeAnswer answer, int number, AddressFamily family)
    {
        if (TrafficScript.AddressOf(node, family) is null || TrafficScript.AddressOf(peer, family) is null)
            return null;
        var text = answer.Output($"{number}.{(family == IPv4 ? "ipv4" : "ipv6")}");
        return PingSummary.Read(text) ?? throw answer.Invalid($"of ping to {peer.Name} it says {Quoted.Show(text ?? "", 100)}");
    }

    private PeerTest Result(Link link) => new(node.Network, node.Name, link.Peer.Name) { Via = link.Via.Select(n => n.Name).ToValueList() };

    // Null where one of the two has no address; false before anything was sent.
    private bool? Wanted(Link link, AddressFamily family) =>
        TrafficScript.AddressOf(node, family) is null || TrafficScript.AddressOf(link.Peer, family) is null ? null : false;

    private string? ReasonOf(PeerTest test, Link link, int? largest, string? refusal) =>
        test is { IPv4: null, IPv6: null } ? "the two nodes have no addresses of the same family"
        : test is { IPv4: not true, IPv6: not true } ? WhyLost(link, refusal)
        : test.IPv4 == false ? "IPv6 passes and IPv4 is lost: compare the IPv4 addresses and routes of both nodes"
        : test.IPv6 == false ? "IPv4 passes and IPv6 is lost: compare the IPv6 addresses of both nodes, and whether IPv6 is switched on there"
        : test.FullSize == false ? WhyTooLarge(largest)
        : test.Loss > 0 ? string.Create(CultureInfo.InvariantCulture, $"{test.Loss} % of the packets are lost")
        : null;

    private string WhyTooLarge(int? largest)
    {
        if (live.Vxlan?.Mtu < Network.VxlanMtu)
            return string.Create(CultureInfo.InvariantCulture, $"the MTU of v{Network.Name} on {node.Name} is {live.Vxlan.Mtu}, and that of the network is {Network.VxlanMtu}: Deploy-VwNode sets it");
        var carried = largest ?? 0;
        var remedy = carried >= LeastMtu || (carried >= LeastMtuOfIPv4 && Network.AddressPoolIPv6 is null)
            ? string.Create(CultureInfo.InvariantCulture, $"Set-VwNetwork -VxlanMtu {carried} fits it, or a larger MTU on the path helps")
            : $"{(Network.AddressPoolIPv6 is null ? "IPv4 needs 576" : "IPv6 needs 1280")} bytes, which takes a larger MTU on the path";
        return string.Create(CultureInfo.InvariantCulture, $"small packets pass, and packets of {Network.VxlanMtu} bytes do not: the path carries {carried} bytes; {remedy}");
    }

    private string WhyLost(Link link, string? refusal)
    {
        if (live.Vxlan?.Vxlan is { } vxlan && (vxlan.Id != Network.VxlanId || vxlan.Port != Network.VxlanPort))
            return string.Create(CultureInfo.InvariantCulture, $"{node.Name} has VNI {vxlan.Id} and VXLAN port {vxlan.Port}, and the network has {Network.VxlanId} and {Network.VxlanPort}: Deploy-VwNode changes them");
        if (live.IsFirewallClosed == true)
            return $"the firewall of {node.Name} drops the packets of the Ethernet: Set-VwNetwork -OpenFirewall";
        var isRelayed = link.Via.Count > 0;
        var next = isRelayed ? link.Via[0] : link.Peer;
        var tunnel = _status.Peers.FirstOrDefault(p => NodeName.Comparer.Equals(p.Peer, next.Name));
        if (tunnel is null or { State: TunnelState.Missing })
            return $"{node.Name} has no WireGuard peer {next.Name}: Deploy-VwNode brings it";
        if (tunnel.State == TunnelState.Never)
            return $"{node.Name} and {next.Name} had no handshake: {(tunnel.Endpoint is { } endpoint ? $"UDP to {endpoint} may be blocked" : $"{next.Name} has to dial")}";
        var entries = live.Forwarding.Where(e => e.Mac == link.Peer.MacAddress?.Value).ToList();
        if (entries.Count > 0 && entries.TrueForAll(e => link.Peer.Tunnels.All(a => a.Address.ToString() != e.Destination)))
            return $"{node.Name} sends the frames for {link.Peer.Name} to {entries[0].Destination}, which is not its address: Deploy-VwNode replaces the forwarding entry, and its keeper within 20 s";
        if (entries.Count == 0)
            return $"{node.Name} has no forwarding entry for {link.Peer.Name}: Deploy-VwNode brings it, and its keeper within 20 s";
        if (live.RunningGuard(Network) != Network.Guard)
            return $"the guard of the VXLAN port on {node.Name} is not as it should be: Deploy-VwNode restores it";
        if (tunnel is { State: TunnelState.Idle, HandshakeAge: { } age })
            return string.Create(CultureInfo.InvariantCulture, $"{next.Name} has not answered for {age.TotalSeconds:0} s: UDP between {node.Name} and {next.Name} may be blocked, or {next.Name} is down");
        if (refusal is { Length: > 0 })
            return $"ping on {node.Name} sends nothing: {Quoted.Show(refusal, 100)}";
        return isRelayed
            ? $"the tunnel to the relay {next.Name} works, and {link.Peer.Name} does not answer through it: test {string.Join(", ", link.Via.Skip(1).Append(link.Peer).Select(n => n.Name))} from {next.Name}"
            : $"the tunnel works, and {link.Peer.Name} does not answer on the Ethernet: test it from there, and look at its firewall";
    }
}
