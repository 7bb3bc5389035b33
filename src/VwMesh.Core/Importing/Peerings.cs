using System.Globalization;
using System.Net;
using VwMesh.Model;
using VwMesh.Rendering.WgQuick;

namespace VwMesh.Importing;

/// <summary>What the files say of each other's nodes.</summary>
internal sealed class Peerings
{
    private const string NoPresharedKey = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private readonly FindingList _findings;
    private readonly FaultList _faults;
    private readonly Dictionary<PublicKey, ImportedNode> _byKey;
    private readonly Dictionary<(ImportedNode Owner, ImportedNode Peer), List<ConfigSection>> _sections = [];
    private readonly Dictionary<(ImportedNode Owner, ImportedNode Peer), ValueList<IPNetwork>> _allowedIPs = [];
    private readonly Dictionary<ConfigSetting, int> _keepalives = [];
    private readonly Dictionary<string, PublicKey> _previousKeys = new(NodeName.Comparer);
    private readonly Dictionary<ConfigSetting, PresharedKey?> _presharedKeys = [];
    private readonly HashSet<ImportedNode> _relays = [];
    private readonly ILookup<ImportedNode, (ImportedNode Owner, List<ConfigSection> Sections)> _ofPeer;
    private readonly ILookup<ImportedNode, List<ConfigSection>> _ofOwner;

    internal Peerings(IReadOnlyList<ImportedNode> nodes, FindingList findings, FaultList faults)
    {
        _findings = findings;
        _faults = faults;
        _byKey = nodes.ToDictionary(n => n.PublicKey!);
        foreach (var node in nodes)
        {
            foreach (var section in node.Text.Peers)
                Enter(node, section);
        }
        var byAddress = nodes.SelectMany(n => n.LinkLayerAddress.Select(a => (a.Address, Node: n))).ToLookup(a => a.Address, a => a.Node);
        foreach (var ((owner, peer), sections) in _sections)
            _allowedIPs[(owner, peer)] = WithoutRelayed(owner, peer, AllowedIPs(owner, sections), byAddress);
        _ofPeer = _sections.ToLookup(s => s.Key.Peer, s => (s.Key.Owner, s.Value));
        _ofOwner = _sections.ToLookup(s => s.Key.Owner, s => s.Value);
    }

    /// <summary>Whether each of two has the other as a peer; having it on one side only is a finding.</summary>
    internal bool ArePeers(ImportedNode one, ImportedNode other)
    {
        var (there, back) = (_sections.GetValueOrDefault((one, other)), _sections.GetValueOrDefault((other, one)));
        if ((there is not null || !one.HasFile) && (back is not null || !other.HasFile) && (there ?? back) is not null)
            return true;
        if (there is not null || back is not null)
        {
            var (owner, peer, section) = there is not null ? (one, other, there[0]) : (other, one, back![0]);
            _findings.Add("OneSidedPeer", owner,
                $"{peer.Name} is a peer of {owner.Name}, but the file of {peer.Name} does not name {owner.Name}; the two get no tunnel.", section.Line);
        }
        return false;
    }

    /// <summary>Where the others reach a node.</summary>
    internal Endpoint? EndpointOf(ImportedNode node)
    {
        var said = SaidOf(node, "Endpoint").Select(s => (s.Owner, s.Setting, Endpoint: Parse(s.Owner, s.Setting)))
            .Where(s => s.Endpoint is not null).ToList();
        // What wg-quick saved is where a peer was seen last, not where it can be reached.
        var written = said.Where(s => !s.Owner.SaveConfig).ToList();
        if (written.Count == 0 && said.Count > 0)
        {
            _findings.Add("EndpointFromSavedState", said[0].Owner,
                $"the endpoint of {node.Name} is known only from files with SaveConfig, and may be where it was seen last; check it.",
                said[0].Setting.Line);
            written = said;
        }
        return Agreed(written.Select(s => (s.Owner, s.Setting, s.Endpoint!)), "EndpointDiffers", $"the endpoint of {node.Name}");
    }

    /// <summary>What the others route to a node; <see langword="null"/> when none has it as a peer.</summary>
    internal ValueList<IPNetwork>? AllowedIPsOf(ImportedNode node) =>
        Agreed(
            _ofPeer[node].Select(s => (s.Owner, s.Sections[^1].All("AllowedIPs").FirstOrDefault() ?? s.Sections[^1].Settings[0], _allowedIPs[(s.Owner, node)])),
            "AllowedIPsDiffer", $"AllowedIPs of {node.Name}");

    /// <summary>The previous key of a node, which its peers accept too; <see langword="null"/> for none.</summary>
    internal PublicKey? PreviousKeyOf(ImportedNode node) => _previousKeys.GetValueOrDefault(node.Name);

    /// <summary>Whether a node carries the traffic of others to nodes with which they have no tunnel.</summary>
    internal bool IsRelay(ImportedNode node) => node.Hooks.IsRelay || _relays.Contains(node);

    // A prefix with the addresses of nodes without a tunnel to the owner makes the peer a relay, and follows from that.
    private ValueList<IPNetwork> WithoutRelayed(ImportedNode owner, ImportedNode peer, ValueList<IPNetwork> allowed, ILookup<IPAddress, ImportedNode> byAddress)
    {
        bool IsFor(IPNetwork prefix, ImportedNode node) => node.LinkLayerAddress.Any(a => prefix.Contains(a.Address));
        bool IsRelayed(IPNetwork prefix) =>
            (prefix.PrefixLength == prefix.BaseAddress.GetAddressBytes().Length * 8 ? byAddress[prefix.BaseAddress] : _byKey.Values.Where(n => IsFor(prefix, n)))
            .Any(n => n != peer && n != owner && !_sections.ContainsKey((owner, n)));
        var relayed = allowed.Where(IsRelayed).ToList();
        if (relayed.Count == 0)
            return allowed;
        if (_relays.Add(peer))
        {
            _findings.Add("RelayFound", owner, $"{peer.Name} carries what {owner.Name} sends to nodes without a tunnel to it ({string.Join(", ", relayed)}): {peer.Name} becomes a relay, and the prefix follows from that.",
                _sections[(owner, peer)][0].Line);
        }
        var own = peer.LinkLayerAddress.Where(a => relayed.Any(p => p.Contains(a.Address))).Select(a => new IPNetwork(a.Address, a.Address.GetAddressBytes().Length * 8));
        return [.. allowed.Except(relayed).Union(own).OrderBy(p => p.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Seconds between keepalives of a node to most of its peers.</summary>
    internal int KeepaliveOf(ImportedNode node) => _ofOwner[node].Select(KeepaliveIn).CountBy(seconds => seconds)
        .OrderByDescending(v => v.Value).ThenByDescending(v => v.Key).Select(v => v.Key).FirstOrDefault();

    /// <summary>Seconds between keepalives of a node to a peer; <see langword="null"/> where its file has no section of the peer.</summary>
    internal int? KeepaliveOf(ImportedNode owner, ImportedNode peer) => _sections.TryGetValue((owner, peer), out var sections) ? KeepaliveIn(sections) : null;

    private int KeepaliveIn(List<ConfigSection> sections) =>
        sections.Select(section => section.Last("PersistentKeepalive")).LastOrDefault(setting => setting is not null) is { } setting ? _keepalives[setting] : 0;

    /// <summary>The preshared key that the files of two peers have in common. One that is on one side only is a finding.</summary>
    internal PresharedKey? PresharedKeyOf(ImportedNode one, ImportedNode other)
    {
        var (there, back) = (PresharedKeyIn(one, other), PresharedKeyIn(other, one));
        if (there.Key is not null && (back.Key is null ? !other.HasFile : back.Key.Equals(there.Key)))
            return there.Key;
        if (back.Key is not null && there.Key is null && !one.HasFile)
            return back.Key;
        if (there.Key is null && back.Key is null)
            return null;
        var (owner, peer, setting) = there.Key is not null ? (one, other, there.Setting!) : (other, one, back.Setting!);
        _findings.Add("PresharedKeyDropped", owner,
            $"the preshared key with {peer.Name} is left out, since the file of {peer.Name} has {(there.Key is not null && back.Key is not null ? "another" : "none")} with {owner.Name}.", setting.Line);
        return null;
    }

    // wg takes a key of zeros to mean that there is no key.
    private (PresharedKey? Key, ConfigSetting? Setting) PresharedKeyIn(ImportedNode owner, ImportedNode peer)
    {
        var setting = _sections.GetValueOrDefault((owner, peer))?.Select(s => s.Last("PresharedKey")).LastOrDefault(s => s is not null);
        return (setting is null || setting.Value == NoPresharedKey ? null : _presharedKeys.GetValueOrDefault(setting), setting);
    }

    private void Enter(ImportedNode node, ConfigSection section)
    {
        var name = NodeNaming.NameOf(section) is { } comment ? $"the peer {Quoted.Show(comment)}" : "a peer";
        if (section.Last("PublicKey") is not { } key)
        {
            _findings.Add("PeerDropped", node, $"{name} has no PublicKey, and is left out.", section.Line);
            return;
        }
        foreach (var keepalive in section.All("PersistentKeepalive"))
            _keepalives[keepalive] = _faults.Take(node.Text, keepalive, () => ParseKeepalive(keepalive.Value));
        foreach (var preshared in section.All("PresharedKey"))
            _presharedKeys[preshared] = _faults.Take(node.Text, preshared, () => PresharedKey.Parse(preshared.Value));
        if (_faults.Take(node.Text, key, () => PublicKey.Parse(key.Value)) is not { } publicKey)
            return;
        if (!_byKey.TryGetValue(publicKey, out var peer) || peer == node)
        {
            if (PeerText.NodeOfPreviousKey(section.Comments) is { } owner)
            {
                _previousKeys[owner] = publicKey;
                return;
            }
            _findings.Add("PeerDropped", node, peer == node
                ? $"{name} is the node itself, and is left out."
                : $"{name} has none of the files imported, and no IPv4 address of its own in AllowedIPs; it is left out. Its key is {key.Value}.", section.Line);
            return;
        }
        if (!_sections.TryAdd((node, peer), [section]))
            _sections[(node, peer)].Add(section);
    }

    // A section of a peer that has one already puts its list in the place of the first, unless its prefixes have signs (wg(8)).
    private ValueList<IPNetwork> AllowedIPs(ImportedNode owner, IEnumerable<ConfigSection> sections)
    {
        var allowed = new HashSet<IPNetwork>();
        foreach (var section in sections)
        {
            var items = section.All("AllowedIPs").SelectMany(s => s.Items.Select(item => (Setting: s, Text: item))).ToList();
            if (!items.Exists(i => i.Text[0] is '+' or '-'))
                allowed.Clear();
            foreach (var (setting, text) in items)
            {
                if (_faults.Take<IPNetwork?>(owner.Text, setting, () => NetworkPrefix.ParseAllowedIP(text.TrimStart('+', '-'))) is not { } prefix)
                    continue;
                if (text[0] == '-')
                    allowed.Remove(prefix);
                else
                    allowed.Add(prefix);
            }
        }
        return allowed.OrderBy(prefix => prefix.ToString(), StringComparer.Ordinal).ToValueList();
    }

    private IEnumerable<(ImportedNode Owner, ConfigSetting Setting)> SaidOf(ImportedNode node, string key) =>
        from entry in _ofPeer[node]
        let setting = entry.Sections.Select(s => s.Last(key)).LastOrDefault(s => s is not null)
        where setting is not null
        select (entry.Owner, setting);

    // The value of most files; the first one's, where as many have another.
    private T? Agreed<T>(IEnumerable<(ImportedNode Owner, ConfigSetting Setting, T Value)> said, string id, string what)
        where T : class
    {
        var all = said.ToList();
        if (all.Count == 0)
            return null;
        var counts = all.CountBy(s => s.Value).ToDictionary();
        var most = counts.MaxBy(s => s.Value).Key;
        foreach (var (owner, setting, value) in all.Where(s => !s.Value.Equals(most)))
        {
            var there = counts[most] > counts[value] ? "in most files" : $"in {Quoted.Show(all.First(s => s.Value.Equals(most)).Owner.Path, int.MaxValue)}";
            _findings.Add(id, owner, $"{what} is {Show(value)} here, and {Show(most)} {there}; the network takes {Show(most)}.", setting.Line);
        }
        return most;
    }

    private static string Show(object value) => value.ToString() is { Length: > 0 } text ? text : "empty";

    private Endpoint? Parse(ImportedNode owner, ConfigSetting setting)
    {
        try
        {
            var colon = setting.Value.LastIndexOf(':');
            // wg(8) takes the name of a service for a port.
            return Endpoint.Parse(colon > 0 && colon < setting.Value.Length - 1 && char.IsAsciiLetter(setting.Value[colon + 1])
                && !setting.Value.EndsWith(']') && ServicePort.Find(setting.Value[(colon + 1)..]) is { } port
                    ? string.Create(CultureInfo.InvariantCulture, $"{setting.Value[..colon]}:{port}") : setting.Value);
        }
        catch (VwMeshException e)
        {
            _findings.Add("EndpointDropped", owner, e.Message, setting.Line);
            return null;
        }
    }

    private static int ParseKeepalive(string text) =>
        text.Equals("off", StringComparison.OrdinalIgnoreCase) ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= 65535 ? seconds
        : throw VwMeshException.Invalid("InvalidPersistentKeepalive",
            $"{Quoted.Show(text)} is not a PersistentKeepalive; it is 0 to 65535 seconds, or off.", text);
}
