using System.Net;
using CsCheck;
using VwMesh.Model;

namespace VwMesh.CoreTests.Links;

/// <summary>Networks with groups, rules, relays and blocks of every sort.</summary>
internal static class ShapeGen
{
    private static readonly PrivateKey[] Keys = [.. Enumerable.Range(0, 9).Select(_ => PrivateKey.Generate())];
    private static readonly string[] Groups = ["hub", "eu", "us", "Lab"];
    private static readonly string[] Rules = ["*:*", "hub:*", "hub:hub", "eu:EU", "us:us", "eu:hub", "lab:none"];

    internal static Gen<Network> Networks =>
        from nodes in Gen.Select(Gen.Bool, Gen.Int[0, 12], Gen.Int[0, 2], Gen.String[Gen.Char["0123"], 0, 3]).Array[0, 9]
        from blocks in Gen.Select(Gen.Int[0, 9], Gen.Int[0, 9]).Array[0, 8]
        from links in Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8], Gen.Bool).Array[0, 3]
        from rules in Gen.OneOf(Rules).Array[1, 4]
        select Make(nodes, blocks, links, rules);

    private static Network Make((bool HasEndpoint, int Fault, int Relay, string Groups)[] nodes, (int, int)[] blocks, (int From, int To, bool HasEndpoint)[] links, string[] rules) =>
        (new Network(new NetworkIdentity("mesh", "/nowhere/mesh.toml")) with
        {
            VxlanId = 5,
            VxlanMtu = 1370,
            VxlanPort = 4789,
            Blocked = blocks.Where(b => b.Item1 != b.Item2).Select(b => new NodePair($"n{b.Item1}", $"N{b.Item2}")).ToHashSet(),
            Links = links.Where(l => l.From != l.To && l.From < nodes.Length && l.To < nodes.Length).DistinctBy(l => (l.From, l.To))
                .Select(l => new LinkSettings($"N{l.From}", $"n{l.To}") { Endpoint = l.HasEndpoint ? Endpoint.Parse("10.0.0.1:5") : null, PersistentKeepalive = 7 }).ToValueList(),
            Peering = rules.Select(PeeringRule.Parse).ToValueList(),
        }).WithNodes(nodes.Select((n, i) => new Node($"n{i}")
        {
            Endpoint = n.HasEndpoint ? Endpoint.Parse("192.0.2.1", 5) : null,
            PrivateKey = n.Fault == 0 ? null : Keys[i],
            LinkLayerAddress = n.Fault == 1 ? [] : [InterfaceAddress.Parse($"169.254.200.{i}/16")],
            AllowedIPs = [IPNetwork.Parse($"169.254.200.{i}/32")],
            Relay = n.Relay == 0,
            Groups = n.Groups.Select(c => Groups[c - '0']).ToValueList(),
        }));
}
