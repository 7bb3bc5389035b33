using VwMesh.Links;
using VwMesh.Live;
using VwMesh.Model;
using VwMesh.Rendering;
using VwMesh.Rendering.WgQuick;
using VwMesh.Setup;
using VwMesh.Deployment;

namespace VwMesh.CoreTests.Live;

/// <summary>A network of two nodes, and what the programs of Debian 12 say on one of them when all is as it should be.</summary>
internal sealed class RecordedNode
{
    internal const string Mark = "0123456789abcdef";

    private readonly MeshSetup _setups;

    internal RecordedNode(Func<Network, Network>? change = null)
    {
        var draft = new NetworkDraft(new Network(NetworkIdentity.OfFile("/networks/wg0.toml")) { VxlanId = 77, VxlanMtu = 1370, VxlanPort = 4789 });
        draft.Add(Make("a", "iEKc+/7RGMd3YBfqrUP5EHwawppvTfV+nRMm9jNJ8kw=", 1));
        draft.Add(Make("b", "6BzIYxlNDs7MG9lN5O+6qSW72nZmHqTClsBP72wayVY=", 2));
        Network = draft.ToNetwork();
        Network = change?.Invoke(Network) ?? Network;
        Mesh = new Mesh(Network);
        _setups = new MeshSetup(Mesh);
        var (a, b) = (Network.Find("a")!, Network.Find("b")!);
        var files = NodeFiles.Of(NodeFormats.Default.Prepare(_setups)(_setups.Of(a)));
        Parts = new Dictionary<string, string>
        {
            ["tools"] = "wg\nwg-quick\nip\nbridge\nbash\nflock\nnft\n",
            ["clock"] = "1795380000\n",
            ["file"] = files.Tunnel,
            ["program"] = files.Program,
            ["rule"] = "10077:\tfrom all to 169.254.0.0/16 ipproto udp dport 4789 uidrange 1-4294967294 prohibit\n",
            ["routes"] = "169.254.1.2 scope link metric 10077 \n",
            ["mode"] = "600\n",
            ["wg"] = $"{a.PrivateKey?.Reveal() ?? "(hidden)"}\t{a.PublicKey}\t1001\toff\n{b.PublicKey}\t(none)\t192.0.2.2:1002\t169.254.1.2/32\t1795379990\t1024\t2048\toff\n",
            ["tunnel"] = """[{"ifname":"wg0","flags":["POINTOPOINT","UP"],"mtu":1420,"addr_info":[{"family":"inet","local":"169.254.1.1","prefixlen":32},{"local":"fe80::1","prefixlen":64}]}]""",
            ["vxlan"] = $$$"""[{},{"ifname":"vwg0","flags":["UP"],"mtu":1370,"address":"{{{a.MacAddress}}}","linkinfo":{"info_kind":"vxlan","info_data":{"id":77,"local":"169.254.1.1","port":4789}},"addr_info":[{"local":"10.0.0.1","prefixlen":24}]}]""",
            ["fdb"] = $$"""[{"mac":"{{b.MacAddress}}","dst":"169.254.1.2","viaIf":"wg0","state":"permanent"},{"mac":"00:00:00:00:00:00","dst":"169.254.1.2","viaIf":"wg0","state":"permanent"},{"mac":"33:33:00:00:00:01","state":"permanent"}]""",
            ["nft"] = """
                table inet vwmesh-wg0 {
                	chain input {
                		type filter hook input priority raw; policy accept;
                		iifname != "wg0" udp dport 4789 @th,96,24 0x4d drop
                	}

                	chain output {
                		type filter hook output priority -300; policy accept;
                		oifname != "wg0" udp dport 4789 @th,96,24 77 drop
                	}
                }
                """,
        };
    }

    internal Network Network { get; }

    /// <summary>The node's digest of its preshared keys when these are as the network has them.</summary>
    internal string PresharedKeyDigest => Wanted.DigestOfPresharedKeys([Network.Find("b")!.PublicKey!]);

    internal Mesh Mesh { get; }

    /// <summary>What each program says.</summary>
    internal Dictionary<string, string> Parts { get; }

    /// <summary>The file of one kind that a node had before there were three, and none of the three.</summary>
    internal void RunOneFile()
    {
        Parts["file"] = new WgQuickRenderer(Mesh).Render(Node);
        Parts.Remove("program");
        Parts.Remove("rule");
        Parts["routes"] = "169.254.0.0/16 proto kernel scope link src 169.254.1.1 \n";
        Parts["tunnel"] = Parts["tunnel"].Replace("\"prefixlen\":32", "\"prefixlen\":16", StringComparison.Ordinal);
        HasKeeper = false;
    }

    /// <summary>Whether the program keeps the Ethernet.</summary>
    internal bool HasKeeper { get; set; } = true;

    /// <summary>Whether systemd runs there, and does not start the interface.</summary>
    internal bool WithSystemd { get; set; }

    internal Node Node => Network.Find("a")!;

    internal LiveNode Read() => LiveNode.Read(NodeAnswer.Read("a", Mark, Text()), Network);

    private WantedNode Wanted => WantedNode.Of(_setups, NodeFormats.Default.Prepare(_setups), Node);

    internal NodePlan Compare() => NodePlan.Of(Wanted, Read());

    internal NodePlan Remove() => NodePlan.Removal(Wanted, Read());

    internal string Text() => "Welcome to the node!\n"
        + string.Concat(Parts.Select(p => $"\n=={Mark} begin {p.Key}\n{p.Value}\n=={Mark} end {p.Key} 0\n")) + (WithSystemd ? $"\n=={Mark} systemd\n" : "") + (HasKeeper ? $"\n=={Mark} keeper\n" : "") + $"\n=={Mark} done\n";

    private static Node Make(string name, string key, int number) => new(name)
    {
        Address = [InterfaceAddress.Parse($"10.0.0.{number}/24")],
        AllowedIPs = [NetworkPrefix.ParseAllowedIP($"169.254.1.{number}/32")],
        LinkLayerAddress = [InterfaceAddress.Parse($"169.254.1.{number}/16")],
        Endpoint = Endpoint.Parse($"192.0.2.{number}:100{number}"),
        ListenPort = 1000 + number,
        PrivateKey = PrivateKey.Parse(key),
    };
}
