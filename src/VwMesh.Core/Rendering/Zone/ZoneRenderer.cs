using System.Net;
using System.Net.Sockets;
using VwMesh.Model;

namespace VwMesh.Rendering.Zone;

/// <summary>
/// Writes the forward zones of domains and the reverse zones of the addresses in them, each a file of its own that loads in BIND.
/// </summary>
/// <remarks>
/// Every node has its own addresses and the one derived from its key, but no link-local ones (RFC 4472, section 2.1). A node that several
/// networks name in one domain is one host with the addresses of all. Reverse zones are made where there are addresses, for the pools
/// and for prefixes of addresses outside of them; an address is in the most specific one.
/// </remarks>
public static class ZoneRenderer
{
    /// <summary>Writes the zones.</summary>
    /// <param name="sources">Networks and their domains; several networks may share a domain.</param>
    /// <param name="options">What every zone says of itself.</param>
    /// <param name="leaveOut">Takes the reason (<c>InvalidDnsName</c>) for each node whose name cannot be a host name: the zones do not have it.</param>
    /// <returns>The forward zones, then the reverse zones.</returns>
    /// <exception cref="VwMeshException">
    /// A node's name is another's in DNS (<c>DnsNameCollision</c>), a domain lies in
    /// another (<c>NestedDomains</c>), a name server is no host name (<c>InvalidNameServer</c>) or has no address in its own zone
    /// (<c>NameServerWithoutAddress</c>), or the mailbox is none (<c>InvalidHostmaster</c>).
    /// </exception>
    public static IReadOnlyList<ZoneFile> Render(IEnumerable<ZoneSource> sources, ZoneOptions options, Action<VwMeshException> leaveOut)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(leaveOut);
        var domains = sources.GroupBy(s => s.Domain).ToList();
        if (domains.Count == 0)
            return [];
        RequireApart([.. domains.Select(d => d.Key)]);
        var hosts = HostsOf(domains.SelectMany(d => d), leaveOut);
        var servers = NameServers.Resolve(options.NameServers, [.. domains.Select(d => d.Key)], hosts);
        var files = new List<ZoneFile>();
        foreach (var domain in domains)
        {
            files.Add(Forward(domain.Key, hosts, NamesOf(domain.Select(s => s.Network)))
                .ToFile(options, servers, Mailbox.Render(options.Hostmaster, domain.Key)));
        }
        var mailbox = Mailbox.Render(options.Hostmaster, domains[0].Key);
        files.AddRange(Reverse(hosts).Select(zone => zone.ToFile(options, servers, mailbox)));
        return files;
    }

    private static void RequireApart(List<DomainName> domains)
    {
        foreach (var inner in domains)
        {
            if (domains.FirstOrDefault(outer => outer != inner && inner.IsIn(outer.Value)) is { } around)
            {
                throw new VwMeshException("NestedDomains", ErrorKind.InvalidArgument,
                    $"Domain {Quoted.Show(inner.Value)} lies in {Quoted.Show(around.Value)}, whose zone would have to delegate it; "
                    + "write their zones one after the other.",
                    inner.Value);
            }
        }
    }

    // Sorted, so that the same network always gives the same text.
    private static List<ZoneHost> HostsOf(IEnumerable<ZoneSource> sources, Action<VwMeshException> leaveOut)
    {
        var hosts = new SortedDictionary<string, ZoneHost>(StringComparer.Ordinal);
        foreach (var (source, node) in sources.SelectMany(s => s.Network.Nodes.Select(n => (s, n))))
        {
            if (source.Domain.FaultOfHost(node.Name) is { } fault)
            {
                leaveOut(fault);
                continue;
            }
            var host = ZoneHost.Of(node, source);
            if (!hosts.TryGetValue(host.Name.Value, out var same))
                hosts.Add(host.Name.Value, host);
            else if (NodeName.Comparer.Equals(same.NodeName, host.NodeName))
                hosts[host.Name.Value] = same with { Addresses = [.. same.Addresses, .. host.Addresses], Descriptions = [.. same.Descriptions, .. host.Descriptions] };
            else
                throw Collision(same, host);
        }
        return [.. hosts.Values];
    }

    private static VwMeshException Collision(ZoneHost one, ZoneHost other) => new("DnsNameCollision", ErrorKind.InvalidData,
        $"Nodes {Quoted.Show(one.NodeName)} and {Quoted.Show(other.NodeName)} are both {one.Name.Value} in DNS; rename one of them with Rename-VwNode.",
        other.NodeName);

    private static ZoneText Forward(DomainName domain, IEnumerable<ZoneHost> hosts, string networks)
    {
        var text = new ZoneText(domain.Value, $"The nodes of {networks}, written by VwMesh.");
        foreach (var host in hosts.Where(h => h.Name.IsIn(domain.Value)))
        {
            var owner = host.Name.RelativeTo(domain.Value);
            foreach (var address in host.Addresses.Select(a => a.Address).Distinct().OrderBy(a => a.AddressFamily))
                text.Add(owner, address.AddressFamily == AddressFamily.InterNetwork ? "A" : "AAAA", address.ToString());
            foreach (var description in host.Descriptions.Distinct())
                text.Add(owner, "TXT", ZoneText.String(description));
        }
        return text;
    }

    private static IEnumerable<ZoneText> Reverse(List<ZoneHost> hosts)
    {
        var pointers = hosts.SelectMany(h => h.Addresses.Select(a => new Pointer(a.Address, a.Prefix, a.Network, h.Name))).ToList();
        var zones = pointers.Select(p => ReverseZone.Of(p.Address, p.Prefix.PrefixLength)).Distinct().ToList();
        return pointers
            .GroupBy(p => zones.Where(z => z.Prefix.Contains(p.Address)).MaxBy(z => z.Prefix.PrefixLength)!)
            .OrderBy(g => g.Key.Prefix.BaseAddress, AddressOrder).ThenBy(g => g.Key.Prefix.PrefixLength)
            .Select(g => Reverse(g.Key, [.. g]));
    }

    private static ZoneText Reverse(ReverseZone zone, List<Pointer> pointers)
    {
        var narrower = pointers.Select(p => p.Prefix).Where(p => p.PrefixLength > zone.Prefix.PrefixLength)
            .Select(p => p.ToString()).Distinct().Order(StringComparer.Ordinal).ToList();
        var text = new ZoneText(zone.Origin, $"Addresses of {NamesOf(pointers.Select(p => p.Network))} in {zone.Prefix}, written by VwMesh."
            + (narrower.Count == 0 ? ""
                : $"\n; A server that loads this answers for all of it, also for what is not of {string.Join(", ", narrower)}."));
        foreach (var (address, name) in pointers.Select(p => (p.Address, p.Name)).Distinct().OrderBy(p => p.Address, AddressOrder))
            text.Add(zone.OwnerOf(address), "PTR", name.ToString());
        return text;
    }

    private static string NamesOf(IEnumerable<Network> networks) =>
        string.Join(", ", networks.Select(n => Quoted.Show(n.Name)).Distinct().Order(StringComparer.Ordinal));

    private static readonly Comparer<IPAddress> AddressOrder = Comparer<IPAddress>.Create((one, other) =>
        one.AddressFamily != other.AddressFamily
            ? one.AddressFamily.CompareTo(other.AddressFamily)
            : one.GetAddressBytes().AsSpan().SequenceCompareTo(other.GetAddressBytes()));

    private sealed record Pointer(IPAddress Address, IPNetwork Prefix, Network Network, DomainName Name);
}
