using VwMesh.Model;

namespace VwMesh.Rendering.Zone;

/// <summary>Finds the hosts that are to serve the zones.</summary>
internal static class NameServers
{
    internal static IReadOnlyList<DomainName> Resolve(
        ValueList<string> texts, IReadOnlyList<DomainName> domains, IReadOnlyCollection<ZoneHost> hosts) =>
        texts.Count == 0 ? [DomainName.ReadHost("localhost", out _)!] : [.. texts.Select(text => Resolve(text, domains, hosts)).Distinct()];

    private static DomainName Resolve(string text, IReadOnlyList<DomainName> domains, IReadOnlyCollection<ZoneHost> hosts)
    {
        var node = hosts.FirstOrDefault(h => NodeName.Comparer.Equals(h.NodeName, text));
        var name = node?.Name ?? DomainName.ReadHost(text, out var fault)
            ?? throw VwMeshException.Invalid("InvalidNameServer", $"{Quoted.Show(text)} is not a name server: {fault}.", text);
        // BIND refuses a zone whose name server is in it without an address.
        if (domains.Any(d => name.IsIn(d.Value)) && hosts.FirstOrDefault(h => h.Name == name) is not { Addresses.Count: > 0 })
        {
            throw new VwMeshException("NameServerWithoutAddress", ErrorKind.InvalidArgument,
                $"Name server {Quoted.Show(text)} is in the zone but has no address there; name a node that has one, or a host outside of the zone.",
                text);
        }
        return name;
    }
}
