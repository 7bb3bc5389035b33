using VwMesh.Model;
using VwMesh.Storage.Toml;

namespace VwMesh.Storage.Schema;

/// <summary>Makes a network of a document, and reports everything in it that is not right.</summary>
internal sealed class NetworkReader
{
    // A node's endpoint may take its port from the listen port, which has to be there first.
    private static readonly Setting<Node>[] NodeSettings = [.. NetworkSchema.NodeSettings.OrderBy(s => s.Key == "Endpoint")];

    private static readonly HashSet<string> KnownTables = [NetworkSchema.Network, NetworkSchema.Node, NetworkSchema.PeerBlacklist, NetworkSchema.Link];
    private static readonly HashSet<string> KnownOfNetwork = [.. NetworkSchema.NetworkKeys];
    private static readonly HashSet<string> KnownOfNode = [.. NetworkSchema.NodeKeys];
    private static readonly HashSet<string> KnownOfBlacklist = [NetworkSchema.Blacklist];

    private readonly TomlDocument _document;
    private readonly List<FileProblem> _problems = [];
    private readonly List<UnknownKey> _unknown = [];

    private NetworkReader(TomlDocument document) => _document = document;

    /// <summary>The network, if there are no problems; the problems, in the file's order; the unknown keys.</summary>
    internal static (Network? Network, IReadOnlyList<FileProblem> Problems, IReadOnlyList<UnknownKey> UnknownKeys) Read(
        TomlDocument document, NetworkIdentity identity)
    {
        var reader = new NetworkReader(document);
        var network = reader.Read(identity);
        return (reader._problems.Count == 0 ? network : null, [.. reader._problems.OrderBy(p => p.Position.Line).ThenBy(p => p.Position.Column)],
            reader._unknown);
    }

    private Network Read(NetworkIdentity identity)
    {
        // The VNI stands in for one that has to come: a setting is not assigned where it is so anyway, and 0 would pass.
        var network = new Network(identity) { VxlanId = 1, VxlanMtu = NetworkSchema.DefaultVxlanMtu, VxlanPort = NetworkSchema.DefaultVxlanPort };
        var root = _document.Root;
        if (Table(root, NetworkSchema.Network) is { } settings)
        {
            network = ReadSettings(network, settings, NetworkSchema.NetworkSettings, null);
            AddUnknown(settings, null, NetworkSchema.Network, KnownOfNetwork);
            if (settings.Find(NetworkSchema.VxlanId) is null)
                Report("InvalidVxlanId", null, settings, settings.Offset, "VxlanID is missing; give the mesh a number from 1 to 16777215");
        }
        else if (root.Find(NetworkSchema.Network) is null)
        {
            _problems.Add(new FileProblem("NotANetworkFile", null, "", new FilePosition(1, 1), "there is no [Network] table"));
        }
        var nodes = ReadNodes(network, Table(root, NetworkSchema.Node));
        var blocked = ReadBlocked(Table(root, NetworkSchema.PeerBlacklist));
        AddUnknown(root, null, "", KnownTables);
        network = (network with { Blocked = blocked }).WithNodes(nodes);
        return network with { Links = ReadLinks(network, Table(root, NetworkSchema.Link)) };
    }

    private TomlItem? Table(TomlItem root, string name)
    {
        var table = root.Find(name);
        if (table is null || table.IsTable)
            return table;
        Report("InvalidValue", null, table, table.Offset, $"a table is needed, such as [{name}]");
        return null;
    }

    private List<Node> ReadNodes(Network network, TomlItem? table)
    {
        var nodes = new List<Node>(table?.Children.Count ?? 0);
        var seen = new Dictionary<string, TomlItem>(nodes.Capacity, NodeName.Comparer);
        foreach (var item in table?.Children ?? [])
        {
            if (!item.IsTable)
            {
                Report("InvalidValue", item.Name, item, item.Offset, "a node is a table, such as [Node.paris]");
                continue;
            }
            if (ReadNode(network, item) is not { } node)
                continue;
            if (seen.TryGetValue(node.Name, out var first))
            {
                Report("DuplicateNode", item.Name, item, item.Offset,
                    $"names compare without case, and {Quoted.Show(first.Name)} is in line {_document.Source.PositionOf(first.Offset).Line}; rename one of the two");
                continue;
            }
            seen.Add(node.Name, item);
            nodes.Add(node);
        }
        return nodes;
    }

    private Node? ReadNode(Network network, TomlItem item)
    {
        Node node;
        try
        {
            node = new Node(item.Name) { StoredName = item.Name, Network = network.Identity, IPv6Pool = network.AddressPoolIPv6 };
        }
        catch (VwMeshException e)
        {
            Report(e.ErrorId, item.Name, item, item.Offset, e.Message);
            return null;
        }
        AddUnknown(item, item.Name, NetworkSchema.Node, KnownOfNode);
        return ReadSettings(node, item, NodeSettings, item.Name);
    }

    private T ReadSettings<T>(T record, TomlItem table, IReadOnlyList<Setting<T>> settings, string? node)
    {
        foreach (var setting in settings)
        {
            if (table.Find(setting.Key) is not { } item)
                continue;
            if (item.Form is not TomlForm.Value)
            {
                Report("InvalidValue", node, item, item.Offset, "a value is needed, not a table");
                continue;
            }
            var cell = new Cell(this, node, item);
            var problems = _problems.Count;
            try
            {
                record = setting.Read(record, cell);
            }
            catch (VwMeshException e)
            {
                // What stands in for a value of the wrong type may be out of range, too; that is no second problem.
                if (_problems.Count == problems)
                    cell.Refuse(e);
            }
        }
        return record;
    }

    private HashSet<NodePair> ReadBlocked(TomlItem? table)
    {
        if (table is null)
            return [];
        AddUnknown(table, null, NetworkSchema.PeerBlacklist, KnownOfBlacklist);
        var blacklist = table.Find(NetworkSchema.Blacklist);
        return BlacklistEntry.ReadAll(blacklist, (offset, message) => Report("InvalidBlacklist", null, blacklist!, offset, message))
            .Where(e => !NodeName.Comparer.Equals(e.From.Text, e.To.Text))
            .Select(e => new NodePair(e.From.Text!, e.To.Text!)).ToHashSet();
    }

    private ValueList<LinkSettings> ReadLinks(Network network, TomlItem? table)
    {
        var links = new Dictionary<string, LinkSettings>();
        foreach (var from in table?.Children ?? [])
        {
            foreach (var to in from.IsTable ? from.Children : [from])
            {
                if (!to.IsTable || to == from)
                    Report("InvalidValue", null, to, to.Offset, "a link is a table, such as [Link.oslo.bergen]");
                else if (network.Find(from.Name) is null || network.Find(to.Name) is null)
                    Report("UnknownLinkNode", null, to, to.Offset, $"there is no node {Quoted.Show(network.Find(from.Name) is null ? from.Name : to.Name)}");
                else if (NodeName.Comparer.Equals(from.Name, to.Name))
                    Report("LinkToItself", null, to, to.Offset, "a node has no link to itself; name two nodes");
                else if (ReadSettings(new LinkSettings(from.Name, to.Name), to, NetworkSchema.LinkSettings, from.Name) is var link && !links.TryAdd(link.Key, link))
                    Report("DuplicateLink", null, to, to.Offset, "names compare without case, and this link is there twice; keep one of the two");
            }
        }
        foreach (var link in links.Values.Where(l => l.PresharedKey is not null && links.TryGetValue(LinkSettings.KeyOf(l.To, l.From), out var back)
            && back.PresharedKey is not null && !back.PresharedKey.Equals(l.PresharedKey) && string.CompareOrdinal(l.Key, back.Key) > 0))
        {
            var item = table!.Find(link.From)!.Find(link.To)!;
            Report("PresharedKeysDiffer", null, item, item.Offset, $"a pair has one preshared key, and the link from {Quoted.Show(link.To)} to {Quoted.Show(link.From)} has another; leave one of the two out");
        }
        return links.Values.ToValueList();
    }

    private void AddUnknown(TomlItem table, string? node, string tableName, HashSet<string> known)
    {
        foreach (var child in table.Children)
        {
            if (!known.Contains(child.Name))
                _unknown.Add(new UnknownKey(node, tableName, child.Name, _document.Source.PositionOf(child.Offset)));
        }
    }

    internal void Report(string errorId, string? node, TomlItem item, int offset, string message) =>
        _problems.Add(new FileProblem(errorId, node, item.Path, _document.Source.PositionOf(offset), message));
}
