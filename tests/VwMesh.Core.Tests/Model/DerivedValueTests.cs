using System.Text.Json;
using System.Text.RegularExpressions;
using VwMesh.Model;

namespace VwMesh.CoreTests.Model;

/// <summary>What follows from a key must be equal to vwgen's, so that mixed meshes work.</summary>
public sealed partial class DerivedValueTests
{
    public static TheoryData<string, string> Nodes =>
        new(Expected().EnumerateObject().SelectMany(network => network.Value.EnumerateObject().Select(node => (network.Name, node.Name))));

    [Theory]
    [MemberData(nameof(Nodes))]
    public void Public_key_MAC_and_IPv6_address_are_vwgens(string network, string name)
    {
        var text = Golden.Text(network);
        var table = text[text.IndexOf($"[Node.{name}]", StringComparison.Ordinal)..];
        var node = new Node(name)
        {
            PrivateKey = PrivateKey.Parse(KeyLine().Match(table).Groups[1].Value),
            IPv6Pool = NetworkPrefix.ParsePoolIPv6(PoolLine().Match(text).Groups[1].Value),
        };
        var expected = Expected().GetProperty(network).GetProperty(name);
        Assert.Equal(
            (expected.GetProperty("PublicKey").GetString(), expected.GetProperty("MacAddress").GetString(), expected.GetProperty("IPv6Address").GetString()),
            (node.PublicKey!.ToString(), node.MacAddress!.Value.ToString(), node.IPv6Address!.ToString()));
    }

    private static JsonElement Expected() => JsonDocument.Parse(Golden.Read("derived.json")).RootElement;

    [GeneratedRegex("PrivateKey = \"(.*)\"")]
    private static partial Regex KeyLine();

    [GeneratedRegex("AddressPoolIPv6 = \"([^\"]*)\"")]
    private static partial Regex PoolLine();
}
