using System.Globalization;
using VwMesh.Model;

namespace VwMesh.CoreTests.Checks;

public sealed class NodeRuleTests
{
    // Two keys of different public keys that the same MAC address follows from, found by trying millions.
    private const string KeyOfMac = "uN0IJVNbctnWGAADtCJZf0SFr1S7Xnw4pvpbIAtLCHs=";
    private const string OtherKeyOfMac = "aGsMP+FwNsqK9RGZO4cah9XJ45EG7LUvSWFmPDp5elE=";

    /// <summary>What in the file of the sound network is replaced by what, and what is said of it then.</summary>
    public static TheoryData<string, string, string> Trips => new()
    {
        { $"PrivateKey = \"{SoundNetwork.KeyOfB}\"", "PrivateKey = \"\"", "VW3001:b" },
        { $"PrivateKey = \"{SoundNetwork.KeyOfB}\"", $"PublicKey = \"{PrivateKey.Parse(SoundNetwork.KeyOfA).PublicKey}\"", "VW3006:b" },
        { SoundNetwork.KeyOfB, "qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqo=", "VW3002:b" },
        { "LinkLayerAddress = [\"169.254.1.2/16\"]\n", "", "VW3003:b" },
        { "LinkLayerAddress = [\"169.254.1.2/16\"]\n", "LinkLayerAddress = [\"fe80::2/64\"]\n", "VW3003:b VW3019:b" },
        { "10.20.0.2/24", "10.20.0.1/24", "VW3004:b" },
        { "\"10.20.0.2/24\"", "\"10.20.0.2/24\", \"10.20.0.3/24\"", "VW3004:c" },
        { "\"10.20.0.2/24\"", "\"10.20.0.2/24\", \"@DERIVED@/64\"", "VW3004:b" },
        { "169.254.1.2/", "169.254.1.1/", "VW3005:b" },
        { SoundNetwork.KeyOfB, SoundNetwork.KeyOfA, "VW3006:b" },
        { "192.0.2.2:51822", "192.0.2.1:51821", "VW3009:b VW3023:b" },
        { "\"169.254.1.1/32\"", "\"169.254.1.1/32\", \"169.254.1.2/32\"", "VW3010:b" },
        { "\"169.254.1.1/32\"", "\"169.254.1.1/32\", \"169.254.1.0/24\"", "VW3011:a" },
        { "10.20.0.2/24", "10.21.0.2/24", "VW3012:b" },
        { "Address = [\"10.20.0.2/24\"]\n", "", "VW3012:b" },
        { "10.20.0.2/24", "10.20.0.0/24", "VW3013:b" },
        { "10.20.0.2/24", "10.20.0.255/24", "VW3013:b" },
        { "10.20.0.2/24", "10.20.0.255/32", "VW3013:b VW3014:b" },
        { "\"10.20.0.2/24\"", "\"10.20.0.2/24\", \"10.50.0.128/25\"", "VW3013:b" },
        { "\"10.20.0.2/24\"", "\"10.20.0.2/24\", \"127.0.0.5/32\"", "VW3013:b" },
        { "\"10.20.0.2/24\"", "\"10.20.0.2/24\", \"ff02::1/128\"", "VW3013:b" },
        { "\"10.20.0.2/24\"", "\"10.20.0.2/24\", \"fd00:20::/64\"", "VW3013:b" },
        { "10.20.0.2/24", "10.20.0.2/32", "VW3014:b" },
        { "\"10.20.0.2/24\"", "\"10.20.0.2/24\", \"169.254.200.1/24\"", "VW3015:b" },
        { "169.254.1.2/", "169.254.169.254/", "VW3016:b" },
        { "169.254.1.2/", "169.254.0.2/", "VW3017:b" },
        { "169.254.1.2/", "10.99.0.2/", "VW3017:b VW3018:b" },
        { "169.254.1.2/16", "169.254.1.2/24", "VW3018:b" },
        { "169.254.1.2/16", "169.254.1.2", "VW3018:b" },
        { "\"169.254.1.2/32\"", "\"10.66.0.0/24\"", "VW3019:b VW3045:b" },
        { "\"169.254.1.2/32\"", "\"169.254.1.2/32\", \"10.66.0.0/24\"", "VW3045:b" },
        { "ListenPort = 51823", "ListenPort = 51823\nKeyDate = \"2020-01-31\"", "VW3046:c" },
        { "ListenPort = 51823", $"ListenPort = 51823\nKeyDate = \"{DateTime.UtcNow.AddDays(-364).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\"", "" },
        { "ListenPort = 51823", "ListenPort = 51823\nPreviousPublicKey = \"hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=\"", "VW3047:c" },
        { "ListenPort = 51823", $"ListenPort = 51823\nPreviousPublicKey = \"{PrivateKey.Parse(SoundNetwork.KeyOfA).PublicKey}\"", "VW3006:c VW3007:c VW3047:c" },
        { "ListenPort = 5182", "Subnets = [\"192.168.7.0/24\"]\nListenPort = 5182", "VW3040:b VW3040:c" },
        { "ListenPort = 51823", "ListenPort = 51823\nSubnets = [\"192.0.2.0/24\"]", "VW3042:c" },
        { "ListenPort = 51821", "ListenPort = 51821\nSubnets = [\"192.0.2.0/28\"]", "VW3042:a" },
        { "ListenPort = 51823", "ListenPort = 51823\nSubnets = [\"10.0.0.0/8\"]", "VW3043:c" },
        { "ListenPort = 51823", "ListenPort = 51823\nSubnets = [\"10.20.0.128/25\"]", "VW3043:c" },
        { "Address = [\"10.20.0.3/24\"]\n", "Subnets = [\"192.168.7.0/24\"]\n", "VW3012:c VW3044:c" },
        { "\"169.254.1.2/32\"", "\"169.254.1.2/32\", \"10.20.0.0/24\"", "VW3020:b" },
        { "\"169.254.1.2/32\"", "\"169.254.1.2/32\", \"0.0.0.0/0\"", "VW3011:b VW3020:b" },
        { "192.0.2.2:51822", "127.0.0.1:51822", "VW3021:b" },
        { "192.0.2.2:51822", "localhost:51822", "VW3021:b" },
        { "192.0.2.2:51822", "0.0.0.0:51822", "VW3021:b" },
        { "192.0.2.2:51822", "10.20.0.2:51822", "VW3022:b" },
        { "192.0.2.2:51822", "169.254.1.2:51822", "VW3022:b" },
        { "192.0.2.2:51822", "192.0.2.2:443", "VW3023:b" },
        { "ListenPort = 51822", "ListenPort = 0", "VW3024:b" },
        { "ListenPort = 51823", "ListenPort = 4789", "VW3025:c" },
        { "PersistentKeepalive = 25", "PersistentKeepalive = 0", "VW3026:c" },
        { "ListenPort = 51823", "ListenPort = 51823\nSaveConfig = true", "VW3027:c" },
        { "ListenPort = 51823", "UPnP = true", "VW3028:c" },
        { "ListenPort = 51823", "ListenPort = 51823\nPostUp = [\"true\", \"echo '#'\"]", "VW3029:c" },
        { "ListenPort = 51823", "ListenPort = 51823\nPreDown = [\"one\\ntwo\"]", "VW3029:c" },
        { "ListenPort = 51823", "ListenPort = 51823\nPostDown = [\" \"]", "VW3029:c" },
        { "ListenPort = 51823", "ListenPort = 51823\nPostUp = ['echo \"unclosed']", "VW3029:c" },
        { "ListenPort = 51823", "ListenPort = 51823\nPreUp = ['iptables -m comment --comment \u201cmesh\u201d']", "VW3029:c" },
        { "[Node.c]", "[Node.c_d]", "VW3030:c_d" },
        { "[Node.c]", "[Node.c-]", "VW3030:c-" },
        { "[Node.c]", "[Node.\"p\u0430ris\"]", "VW3031:p\u0430ris" },
        { "[Node.b]", "[Node.\"\u0441\"]", "VW3031:\u0441" },
        { "[Node.c]", "[Node.\"\u041c\u043e\u0441\u043a\u0432\u0430\"]", "" },
        { "[Node.c]", "[Node.\"tokyo\u6771\u4eac\"]", "" },
    };

    /// <summary>What is close to the above, and well.</summary>
    public static TheoryData<string, string> Passes => new()
    {
        { $"PrivateKey = \"{SoundNetwork.KeyOfB}\"", $"PublicKey = \"{PrivateKey.Parse(SoundNetwork.KeyOfB).PublicKey}\"" },
        { $"PrivateKey = \"{SoundNetwork.KeyOfB}\"", $"PrivateKey = \"{SoundNetwork.KeyOfB}\"\nPublicKey = \"{PrivateKey.Parse(SoundNetwork.KeyOfB).PublicKey}\"" },
        { "\"10.20.0.2/24\"", "\"10.20.0.2/24\", \"10.20.0.2/24\"" },
        { "\"10.20.0.2/24\"", "\"10.20.0.2/24\", \"192.168.50.1/24\"" },
        { "\"10.20.0.2/24\"", "\"10.20.0.2/24\", \"10.50.0.128/32\"" },
        { "\"10.20.0.2/24\"", "\"10.20.0.2/24\", \"10.50.0.128/31\"" },
        { "ListenPort = 51823", "ListenPort = 51823\nSubnets = [\"192.168.7.0/24\", \"fd00:7::/64\"]" },
        { "\"169.254.1.2/32\"", "\"169.254.1.2/32\", \"169.254.1.2/32\"" },
        { "192.0.2.2:51822", "192.0.2.1:51822" },
        { "192.0.2.2:51822", "10.0.0.2:51822" },
        { "192.0.2.2:51822", "localhost.example.net:51822" },
        { "\"169.254.1.2/16\"", "\"169.254.1.2/16\", \"169.254.1.2/16\"" },
        { "169.254.", "10.99." },
        { "ListenPort = 51823", "ListenPort = 0" },
        { "ListenPort = 51823", "ListenPort = 51821" },
        { "ListenPort = 51823", "ListenPort = 51823\nUPnP = true" },
        { "ListenPort = 51823", "ListenPort = 51823\nPostUp = [\"logger -t mesh \\\"up %i\\\" $(date) `id`\"]" },
        { "[Node.c]", "[Node.\"büro-3.lima\"]" },
    };

    [Theory]
    [MemberData(nameof(Trips))]
    public void A_fault_is_found_at_its_node_and_nothing_else_is(string before, string after, string expected)
    {
        var derived = VwMesh.Storage.NetworkFile.Require(SoundNetwork.Mesh.Read()).Find("c")!.IPv6Address!.Address.ToString();
        var codes = SoundNetwork.Mesh.With(before, after.Replace("@DERIVED@", derived, StringComparison.Ordinal)).Codes();
        Assert.Equal(expected, string.Join(' ', codes));
    }

    [Theory]
    [MemberData(nameof(Passes))]
    public void What_is_well_is_not_spoken_of(string before, string after)
    {
        var codes = SoundNetwork.Mesh.With(before, after).Codes();
        Assert.DoesNotContain(codes, c => !IsSaidOfRange(before, c));
    }

    [Fact]
    public void Two_keys_with_one_MAC_address_are_an_error()
    {
        var network = SoundNetwork.Mesh.With(SoundNetwork.KeyOfA, KeyOfMac);
        Assert.Empty(network.Codes());
        Assert.Equal(["VW3007:b"], network.With(SoundNetwork.KeyOfB, OtherKeyOfMac).Codes());
    }

    [Fact]
    public void Two_keys_with_one_IPv6_address_are_an_error()
    {
        // A pool of two addresses and three nodes.
        var found = SoundNetwork.Mesh.With("fd00:20::/64", "fd00:20::/127").Check();
        Assert.NotEmpty(found);
        Assert.All(found, d => Assert.Equal("VW3008", d.Code));
        Assert.Equal(["VW3008:b", "VW3008:c"], SoundNetwork.Mesh.With("fd00:20::/64", "fd00:20::/128").Codes());
    }

    [Fact]
    public void A_network_within_one_behind_another_node_is_a_warning_at_the_wider_one()
    {
        var network = SoundNetwork.Mesh.With("ListenPort = 51823", "ListenPort = 51823\nSubnets = [\"192.168.0.0/16\"]")
            .With("ListenPort = 51822", "ListenPort = 51822\nSubnets = [\"192.168.7.0/24\"]");
        Assert.Equal(["VW3041:c"], network.Codes());
        Assert.Contains("192.168.0.0/16 behind node 'c' holds networks behind 'b'", network.Check()[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Babel")]
    [InlineData("none")]
    public void A_network_without_a_gateway_address_is_the_daemons_matter_where_one_routes(string routing) => Assert.Equal(
        ["VW3012:c"],
        SoundNetwork.Mesh.With("VxlanID = 20", $"Routing = \"{routing}\"\nVxlanID = 20")
            .With("Address = [\"10.20.0.3/24\"]\n", "Subnets = [\"192.168.7.0/24\"]\n").Codes());

    [Fact]
    public void A_diagnostic_says_where_and_what_to_do()
    {
        var found = Assert.Single(SoundNetwork.Mesh.With("192.0.2.2:51822", "192.0.2.2:443").Check());
        Assert.Equal(("b", "Endpoint", 20, 1), (found.Node, found.Key, found.Line, found.Column));
        Assert.Equal("mesh", found.Network.Name);
        Assert.StartsWith("mesh.toml(20,1): Information VW3023: Node 'b' listens on port 51822", found.ToString(), StringComparison.Ordinal);
        Assert.Contains("Set-VwNode", found.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void One_wide_prefix_is_one_diagnostic()
    {
        var found = Assert.Single(SoundNetwork.Mesh.With("\"169.254.1.2/32\"", "\"169.254.1.2/32\", \"169.254.0.0/16\"").Check());
        Assert.Equal(("VW3011", "b"), (found.Code, found.Node));
        Assert.Contains("'a' and 'c'", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_node_out_of_line_is_one_diagnostic_however_many_there_are()
    {
        var nodes = Enumerable.Range(1, 200).Select(i => string.Create(CultureInfo.InvariantCulture, $"""
            [Node.n{i}]
            Address = ["10.20.0.{i + 10}/24"]
            AllowedIPs = ["169.254.{(i == 9 ? 99 : 2)}.{i}/32"]
            LinkLayerAddress = ["169.254.{(i == 9 ? 99 : 2)}.{i}/{(i == 9 ? 24 : 16)}"]
            PersistentKeepalive = 25
            PrivateKey = "{VwMesh.Model.PrivateKey.Generate().Reveal()}"
            """));
        Assert.Equal(["VW3018:n9", "VW4003"], SoundNetwork.Mesh.Plus(string.Join('\n', nodes)).Codes());
    }

    // Link-layer addresses from elsewhere are worth knowing, and that is all that may be said where all are.
    private static bool IsSaidOfRange(string before, string code) => before == "169.254." && code.StartsWith("VW3017", StringComparison.Ordinal);
}
