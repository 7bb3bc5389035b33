using System.Net;
using System.Text.RegularExpressions;
using VwMesh.Model;

namespace VwMesh.Importing;

/// <summary>Finds the public keys of nodes whose own files have no private key, and the nodes that only the files of their peers tell of.</summary>
internal sealed partial class KeysOfPeers
{
    private readonly HashSet<PublicKey> _assigned = [];
    private readonly List<Said> _said = [];

    // Most sections of a full mesh are about nodes whose keys their files tell, so those are left out before anything is parsed.
    private KeysOfPeers(IReadOnlyList<ImportedNode> nodes)
    {
        var known = nodes.Select(n => n.PublicKey?.Value).OfType<string>().ToHashSet();
        foreach (var node in nodes)
        {
            foreach (var section in node.Text.Peers)
            {
                if (section.Last("PublicKey") is { } key && !known.Contains(key.Value) && KeyOf(key.Value) is { } publicKey)
                    _said.Add(new Said(node, section, publicKey, NodeNaming.NameOf(section), HostsOf(section)));
            }
        }
    }

    /// <summary>Gives each node without a private key its public key. That none is found is a fault (<c>NoPrivateKey</c>).</summary>
    internal static void Assign(IReadOnlyList<ImportedNode> nodes, FindingList findings, FaultList faults)
    {
        if (nodes.All(n => n.HasPrivateKey))
            return;
        var said = new KeysOfPeers(nodes);
        foreach (var node in nodes.Where(n => !n.HasPrivateKey))
        {
            if (said.KeyOf(node) is { } key)
            {
                node.PublicKey = key;
                said._assigned.Add(key);
                findings.Add("KeyStaysOnNode", node, $"the private key of {node.Name} is not in its file, and stays on the node; Register-VwNode puts it where the configuration finds it.");
                continue;
            }
            faults.Add(new VwMeshException("NoPrivateKey", ErrorKind.InvalidData,
                $"{node.Path}: [Interface] has no PrivateKey, and no other file has one peer with the address or the name of {Quoted.Show(node.Name)}, which would tell the public key.", node.Path));
        }
    }

    /// <summary>The peers that have no file of their own, each as a node. A peer needs a tunnel address of its own.</summary>
    internal static IReadOnlyList<ImportedNode> WithoutFile(IReadOnlyList<ImportedNode> nodes, FindingList findings, FaultList faults)
    {
        var said = new KeysOfPeers(nodes)._said.Where(s => s.Hosts.Count > 0).GroupBy(s => s.Key).ToList();
        var names = nodes.Select(n => n.Name).ToHashSet(NodeName.Comparer);
        var peers = new List<ImportedNode>();
        foreach (var peer in said)
        {
            var (owner, section) = (peer.First().Owner, peer.First().Section);
            var name = peer.Select(s => s.Name).FirstOrDefault(n => n is not null && IsName(n) && names.Add(n))
                ?? $"peer-{Convert.ToHexStringLower(peer.Key.Bytes[..4])}";
            names.Add(name);
            var addresses = string.Join(", ", peer.First().Hosts.Select(h => $"{h}/{LengthOf(owner, h)}"));
            peers.Add(new ImportedNode(name, ConfigText.Of(new ConfigSource(owner.Path, $"[Interface]\nAddress = {addresses}\n")), faults) { HasFile = false, PublicKey = peer.Key });
            findings.Add("PeerWithoutFile", owner, $"the peer {name} has none of the files imported: it becomes a node whose private key stays on it.", section.Line);
        }
        return peers;
    }

    private PublicKey? KeyOf(ImportedNode node)
    {
        if (node.Text.Source.Program is { } program && PublicKeyOfProgram().Match(program) is { Success: true } line && KeyOf(line.Groups[1].Value) is { } own)
            return own;
        var addresses = node.LinkLayerAddress.Select(a => a.Address).ToHashSet();
        var others = _said.Where(s => s.Owner != node && !_assigned.Contains(s.Key)).ToList();
        var keys = others.Where(s => s.Hosts.Any(addresses.Contains)).Select(s => s.Key).Distinct().ToList();
        if (keys.Count == 0)
            keys = [.. others.Where(s => NodeName.Comparer.Equals(s.Name, node.Name)).Select(s => s.Key).Distinct()];
        return keys is [var key] ? key : null;
    }

    private static PublicKey? KeyOf(string text)
    {
        try
        {
            return PublicKey.ParseOfNode(text);
        }
        catch (VwMeshException)
        {
            return null;
        }
    }

    // A tunnel address is a prefix of one address, over IPv4 as VXLAN needs it.
    private static List<IPAddress> HostsOf(ConfigSection section) =>
        [.. section.All("AllowedIPs").SelectMany(s => s.Items).Select(i => i.TrimStart('+').Split('/'))
            .Where(p => p.Length == 1 || p[1] == "32").Select(p => IPAddress.TryParse(p[0], out var address) ? address : null).OfType<IPAddress>()
            .Where(a => a.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork).Distinct()];

    private static int LengthOf(ImportedNode owner, IPAddress address) =>
        owner.LinkLayerAddress.FirstOrDefault(a => a.GetNetwork().Contains(address))?.PrefixLength ?? 32;

    private static bool IsName(string text)
    {
        try
        {
            return NodeName.Parse(text).Length > 0;
        }
        catch (VwMeshException)
        {
            return false;
        }
    }

    [GeneratedRegex("^public_key='?([A-Za-z0-9+/]{43}=)'?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PublicKeyOfProgram();

    private sealed record Said(ImportedNode Owner, ConfigSection Section, PublicKey Key, string? Name, List<IPAddress> Hosts);
}
