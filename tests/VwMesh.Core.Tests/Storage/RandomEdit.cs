using VwMesh.Model;

namespace VwMesh.CoreTests.Storage;

/// <summary>A few changes, and what they are about.</summary>
internal sealed class RandomEdit
{
    private readonly List<string> _story = [];

    internal RandomEdit(Random random, Network network)
    {
        var draft = new NetworkDraft(network);
        for (var i = random.Next(1, 5); i > 0; i--)
            Change(random, draft);
        Wanted = draft.ToNetwork();
    }

    internal Network Wanted { get; }

    internal HashSet<string> Touched { get; } = [];

    public override string ToString() => string.Join("; ", _story);

    // Written out setting by setting, so that the comparison does not lean on what the code under test compares by.
    internal bool IsIn(Network network) =>
        Show(network with { Blocked = Wanted.Blocked }) == Show(Wanted)
        && network.Blocked.Count == Wanted.Blocked.Count && network.Blocked.All(Wanted.Blocked.Contains);

    private static string Show(Network n) => string.Join('\n', n.Nodes.Select(Show).Prepend($"{n.AddressPoolIPv4}|{n.AddressPoolIPv6}|{n.VxlanId}|{n.VxlanMtu}|{n.VxlanPort}|{n.Guard}|{n.Peering}"));

    private static string Show(Node n) =>
        $"{n.Name}|{n.Address}|{n.AllowedIPs}|{n.Endpoint?.Host}|{n.FwMark}|{n.LinkLayerAddress}|{n.ListenPort}|{n.PersistentKeepalive}|{n.PrivateKey?.Reveal()}|{n.SaveConfig}|{n.UPnP}|{n.HostName}|{n.UserName}|{n.Port}|{n.KeyFilePath}|{n.Groups}|{n.Relay}|"
        + string.Join('|', n.PreUp) + string.Join('|', n.PostUp) + string.Join('|', n.PreDown) + string.Join('|', n.PostDown);

    private void Change(Random random, NetworkDraft draft)
    {
        var nodes = draft.Nodes.OrderBy(n => n.Name, StringComparer.Ordinal).ToArray();
        var node = nodes.Length == 0 ? null : nodes[random.Next(nodes.Length)];
        switch (random.Next(15))
        {
            case 0:
                draft.Settings = draft.Settings with { VxlanMtu = random.Next(68, 1500) };
                Say("mtu", "VxlanMTU");
                break;
            case 1:
                draft.Settings = draft.Settings with { AddressPoolIPv6 = null, Guard = Guard.None, VxlanPort = random.Next(1, 9999) };
                Say("pool", "AddressPoolIPv6");
                break;
            case 2:
                var added = $"new{random.Next(1000)}";
                if (draft.Nodes.Any(n => n.Name == added))
                    break;
                draft.Add(new Node(added) { ListenPort = 7, PreUp = ["echo \"x\"", ", \\"] });
                Say("add " + added, "Node");
                break;
            case 3 when node is not null:
                draft.Remove(node.Name);
                Say("remove " + node.Name, ["Node", "Blacklist", node.StoredName ?? "", .. RandomNetworkText.AboutNode(node.StoredName)]);
                break;
            case 4 when node is not null:
                var name = $"re{random.Next(1000)}.named";
                if (draft.Nodes.Any(n => n.Name == name))
                    break;
                draft.Rename(node.Name, name);
                Say($"rename {node.Name} {name}", ["Node", "Blacklist", node.StoredName ?? "", .. RandomNetworkText.AboutNode(node.StoredName)]);
                break;
            case 5 when node is not null:
                draft.Replace(node with { Endpoint = random.Next(2) == 0 ? null : Endpoint.Parse("other.example:5") });
                Say("endpoint " + node.Name, $"{node.StoredName}/Endpoint");
                break;
            case 6 when node is not null:
                draft.Replace(node with { Address = [.. node.Address.Skip(random.Next(2)), InterfaceAddress.Parse("10.0.0.77/24")] });
                Say("address " + node.Name, $"{node.StoredName}/Address");
                break;
            case 7 when node is not null:
                draft.Replace(node with { PreUp = node.PreUp.Count == 0 ? ["echo \"1\"", "two"] : [.. node.PreUp.Skip(1)], PostUp = ["three"], AllowedIPs = [] });
                Say("hooks " + node.Name, $"{node.StoredName}/PreUp", $"{node.StoredName}/AllowedIPs");
                break;
            case 8 when node is not null:
                draft.Replace(node with { FwMark = 5, SaveConfig = true, UPnP = !node.UPnP, ListenPort = random.Next(0, 3), PersistentKeepalive = 25 });
                Say("numbers " + node.Name, $"{node.StoredName}/FwMark", $"{node.StoredName}/UPnP", $"{node.StoredName}/ListenPort", $"{node.StoredName}/Endpoint");
                break;
            case 9 when node is not null:
                draft.Replace(node with { PrivateKey = PrivateKey.Parse("KAzdL0M9tE0u8NOK30PXMX0fk9r4pc5cOGUYeqMR+0w=") });
                Say("key " + node.Name, $"{node.StoredName}/PrivateKey");
                break;
            case 10 when nodes.Length > 1:
                draft.Block(nodes[0].Name, nodes[^1].Name);
                Say("block", "Blacklist");
                break;
            case 11 when nodes.Length > 1:
                draft.Unblock(nodes[0].Name, nodes[^1].Name);
                Say("unblock", "Blacklist");
                break;
            case 12 when node is not null:
                draft.Replace(node with { HostName = random.Next(2) == 0 ? null : "login.example", UserName = "admin", Port = random.Next(2) == 0 ? null : 2222, KeyFilePath = null });
                Say("ssh " + node.Name, $"{node.StoredName}/HostName", $"{node.StoredName}/UserName", $"{node.StoredName}/Port", $"{node.StoredName}/KeyFilePath");
                break;
            case 13 when node is not null:
                draft.Replace(node with { Groups = node.Groups.Count > 1 ? [] : [.. node.Groups, "eu-west"], Relay = !node.Relay });
                Say("groups " + node.Name, $"{node.StoredName}/Groups", $"{node.StoredName}/Relay");
                break;
            case 14:
                draft.Settings = draft.Settings with { Peering = draft.Settings.Peering.Count > 1 ? PeeringRule.FullMesh : [.. draft.Settings.Peering, PeeringRule.Parse("eu:hub")] };
                Say("peering", "Peering");
                break;
            default:
                break;
        }
    }

    private void Say(string what, params string[] about)
    {
        _story.Add(what);
        Touched.UnionWith(about.Where(a => a.Length > 0));
    }
}
