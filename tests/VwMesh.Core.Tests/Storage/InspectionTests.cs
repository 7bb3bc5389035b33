using CsCheck;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.CoreTests.Storage;

/// <summary>What cannot be read is said with its place, its key and a remedy, and never with a secret.</summary>
public sealed class InspectionTests : IDisposable
{
    private const string Key = "iEKc+/7RGMd3YBfqrUP5EHwawppvTfV+nRMm9jNJ8kw=";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("[Network]\nVxlanID = 5\nVxlanMTU = 70000", "Network.VxlanMTU", 3, 12, "InvalidVxlanMtu", "68 to 65405")]
    [InlineData("[Network]\nVxlanID = 0", "Network.VxlanID", 2, 11, "InvalidVxlanId", "1 to 16777215")]
    [InlineData("[Network]\nVxlanMTU = 1500", "Network", 1, 2, "InvalidVxlanId", "missing")]
    [InlineData("[Network]\nVxlanID = \"5\"", "Network.VxlanID", 2, 11, "InvalidValue", "without quotes")]
    [InlineData("[Network]\nVxlanID = 5\nRouting = \"Rip\"", "Network.Routing", 3, 11, "InvalidRouting", "Static, Babel or None")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nKeyDate = \"31.1.2026\"", "Node.a.KeyDate", 4, 11, "InvalidKeyDate", "2026-01-31")]
    [InlineData("[Network]\nVxlanID = 5\nGuard = \"ufw\"", "Network.Guard", 3, 9, "InvalidGuard", "nftables, iptables or none")]
    [InlineData("[Network]\nVxlanID = 5\nAddressPoolIPv4 = \"fd00::/64\"", "Network.AddressPoolIPv4", 3, 19, "InvalidAddressPoolIPv4", "IPv4")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nAddress = [ \"10.0.0.1/24\", \"10.0.0\",]", "Node.a.Address", 4, 28, "InvalidAddress", "10.0.0")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nAddress = \"10.0.0.1/24\"", "Node.a.Address", 4, 11, "InvalidValue", "list")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nAddress = [ 1 ]", "Node.a.Address", 4, 13, "InvalidValue", "quotes")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nEndpoint = \"[[::1]:5]:5\"", "Node.a.Endpoint", 4, 12, "InvalidEndpoint", "port")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nEndpoint = \"host\"", "Node.a.Endpoint", 4, 12, "InvalidEndpoint", "ListenPort")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nListenPort = 70000", "Node.a.ListenPort", 4, 14, "InvalidListenPort", "0 to 65535")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nFwMark = 4294967296", "Node.a.FwMark", 4, 10, "InvalidValue", "0 to 4294967295")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nUPnP = \"yes\"", "Node.a.UPnP", 4, 8, "InvalidValue", "true or false")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nUPnP.x = 1", "Node.a.UPnP", 4, 1, "InvalidValue", "not a table")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nPublicKey = \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"", "Node.a.PublicKey", 4, 13, "InvalidPublicKey", "no private key belongs")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nPublicKey = \"AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"", "Node.a.PublicKey", 4, 13, "InvalidPublicKey", "no private key belongs")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nPublicKey = \"4Ot6fDtBuK4WVuP68Z/EatoJjeucMrH9hmIFFl9JuAA=\"", "Node.a.PublicKey", 4, 13, "InvalidPublicKey", "no private key belongs")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nPublicKey = \"X5yVvKNQjCSx0LFVnIPvWwREXMRYHI6G2CJO3dCfEVc=\"", "Node.a.PublicKey", 4, 13, "InvalidPublicKey", "no private key belongs")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nPublicKey = \"7P///////////////////////////////////////38=\"", "Node.a.PublicKey", 4, 13, "InvalidPublicKey", "no private key belongs")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nPublicKey = \"7f///////////////////////////////////////38=\"", "Node.a.PublicKey", 4, 13, "InvalidPublicKey", "no private key belongs")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nPublicKey = \"7v///////////////////////////////////////38=\"", "Node.a.PublicKey", 4, 13, "InvalidPublicKey", "no private key belongs")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nPublicKey = \"//////////////////////////////////////////8=\"", "Node.a.PublicKey", 4, 13, "InvalidPublicKey", "no private key belongs")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nPublicKey = \"short\"", "Node.a.PublicKey", 4, 13, "InvalidPublicKey", "44 characters")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nPublicKey = \"hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=\"\nPrivateKey = \"iEKc+/7RGMd3YBfqrUP5EHwawppvTfV+nRMm9jNJ8kw=\"", "Node.a.PublicKey", 4, 13, "KeysDiffer", "leave one")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nPrivateKey = \"short\"", "Node.a.PrivateKey", 4, 14, "InvalidPrivateKey", "5 characters")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.\"a b\"]", "Node.a b", 3, 7, "InvalidNodeName", "not a node name")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\n[Node.A]", "Node.A", 4, 7, "DuplicateNode", "line 3")]
    [InlineData("[Network]\nVxlanID = 5\n[Node]\na = 5", "Node.a", 4, 1, "InvalidValue", "[Node.paris]")]
    [InlineData("[Network]\nVxlanID = 5\n[[Node]]", "Node", 3, 3, "InvalidValue", "[Node]")]
    [InlineData("[Network]\nVxlanID = 5\n[PeerBlacklist]\nBlacklist = [ [ \"a\" ] ]", "PeerBlacklist.Blacklist", 4, 15, "InvalidBlacklist", "pair")]
    [InlineData("[Network]\nVxlanID = 5\nVxlanID = 6", "Network.VxlanID", 3, 1, "InvalidNetworkFile", "line 2")]
    [InlineData("[Network]\nVxlanID = 5\n[Network]", "Network", 3, 2, "InvalidNetworkFile", "line 1")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nb.c = 1\n[Node.a.b]", "Node.a.b", 5, 9, "InvalidNetworkFile", "line 4")]
    [InlineData("[Network]\nVxlanID = ", "", 2, 11, "InvalidNetworkFile", "value is missing")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nSaveConfig = no", "", 4, 14, "InvalidNetworkFile", "write true or false")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nUPnP = True # yes", "", 4, 8, "InvalidNetworkFile", "write true or false")]
    [InlineData("[Network]\nVxlanID = 5\n[Node.a]\nEndpoint = nobody:1", "", 4, 12, "InvalidNetworkFile", "a text stands in quotes")]
    [InlineData("[Network]\nVxlanID 5", "", 2, 9, "InvalidNetworkFile", "'='")]
    [InlineData("[Network]\nVxlanID = 5 6", "", 2, 13, "InvalidNetworkFile", "comment")]
    [InlineData("[Network\nVxlanID = 5", "", 1, 9, "NotANetworkFile", "not closed")]
    [InlineData("[Network]\nVxlanID = [ 1, 2\nVxlanMTU = 5", "", 3, 1, "InvalidNetworkFile", "comma")]
    [InlineData("[Network]\nVxlanID = { a = 1", "", 2, 18, "InvalidNetworkFile", "'}'")]
    [InlineData("[Network]\nVxlanID = 007", "", 2, 11, "InvalidNetworkFile", "number")]
    [InlineData("[Network]\nVxlanID = 5\nx = \"a", "", 3, 6, "InvalidNetworkFile", "quote")]
    [InlineData("[Network]\nVxlanID = 5\nx = \"\\q\"", "", 3, 7, "InvalidNetworkFile", "escape")]
    [InlineData("[Network]\nVxlanID = 5\nx = \"\u0001\"", "", 3, 5, "InvalidNetworkFile", "control character")]
    public void A_mistake_is_named_with_its_place_and_remedy(string text, string key, int line, int column, string errorId, string says)
    {
        var path = _folder.Write("net.toml", text);
        var problem = Assert.Single(NetworkFile.Inspect(path).Problems);
        Assert.Equal((errorId, key, line, column), (problem.ErrorId, problem.Key, problem.Position.Line, problem.Position.Column));
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.Null(NetworkFile.Inspect(path).Network);

        var error = Assert.Throws<VwMeshException>(() => NetworkFile.Read(path));
        Assert.Equal(ErrorKind.InvalidData, error.Kind);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains($"line {line}, column {column}", error.Message, StringComparison.Ordinal);
        Assert.Equal(error.ErrorId, Assert.Throws<VwMeshException>(() => NetworkTransaction.Begin(path, new LockWait(TimeSpan.Zero))).ErrorId);
        Assert.Equal(text, File.ReadAllText(path));
    }

    [Fact]
    public void The_first_of_several_mistakes_is_the_error_and_the_others_are_counted()
    {
        var path = _folder.Write("net.toml", "[Network]\nVxlanID = 0\nVxlanMTU = 1\n[Node.a]\nListenPort = -1\n");
        Assert.Equal([2, 3, 5], NetworkFile.Inspect(path).Problems.Select(p => p.Position.Line));
        var error = Assert.Throws<VwMeshException>(() => NetworkFile.Read(path));
        Assert.Equal("InvalidNetworkFile", error.ErrorId);
        Assert.Contains("line 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("2 more", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Interface]\nPrivateKey = iEKc\nListenPort = 5\n\n[Peer]\nAllowedIPs = 0.0.0.0/0\n")]
    [InlineData("[package]\nname = \"other\"\n")]
    [InlineData("")]
    [InlineData("a\0b")]
    public void What_is_no_network_is_called_so(string text)
    {
        var path = _folder.Write("net.conf", text);
        var error = Assert.Throws<VwMeshException>(() => NetworkFile.Read(path));
        Assert.Equal(("NotANetworkFile", ErrorKind.InvalidData), (error.ErrorId, error.Kind));
        Assert.Equal("NotANetworkFile", NetworkFile.Inspect(path).Problems[0].ErrorId);
        Assert.DoesNotContain("iEKc", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encodings_other_than_UTF_8_are_named()
    {
        File.WriteAllText(_folder.File("wide.toml"), Golden.Text("office"), System.Text.Encoding.Unicode);
        File.WriteAllBytes(_folder.File("latin.toml"), [.. "# caf"u8, 0xe9, .. "\n[Network]\nVxlanID = 5\n"u8]);
        Assert.Contains("UTF-16", Assert.Throws<VwMeshException>(() => NetworkFile.Read(_folder.File("wide.toml"))).Message, StringComparison.Ordinal);
        Assert.Contains("UTF-8", Assert.Throws<VwMeshException>(() => NetworkFile.Read(_folder.File("latin.toml"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_a_missing_file_and_a_pipe_are_told_apart()
    {
        Assert.Equal("NotANetworkFile", Assert.Throws<VwMeshException>(() => NetworkFile.Read(_folder.Path)).ErrorId);
        Assert.Equal("NetworkNotFound", Assert.Throws<VwMeshException>(() => NetworkFile.Read(_folder.File("none.toml"))).ErrorId);
        Assert.Equal("NetworkNotFound", Assert.Throws<VwMeshException>(() => NetworkFile.Inspect(_folder.File("no/folder.toml"))).ErrorId);
        Needs.Require("mkfifo");
        System.Diagnostics.Process.Start("/usr/bin/mkfifo", [_folder.File("pipe.toml")]).WaitForExit();
        Assert.Equal("NotANetworkFile", Assert.Throws<VwMeshException>(() => NetworkFile.Read(_folder.File("pipe.toml"))).ErrorId);
        Assert.Empty(NetworkLocation.List(_folder.Path));
    }

    [Theory]
    [InlineData("x = ", "[", "]")]
    [InlineData("x = ", "{a=", "}")]
    public void Deep_nesting_is_an_error_with_its_place(string before, string open, string close)
    {
        string Nested(int depth) => $"[Network]\nVxlanID = 5\n{before}{string.Concat(Enumerable.Repeat(open, depth))}1{string.Concat(Enumerable.Repeat(close, depth))}\n";
        Assert.Empty(NetworkFile.Inspect(_folder.Write("net.toml", Nested(30))).Problems);
        var problem = Assert.Single(NetworkFile.Inspect(_folder.Write("net.toml", Nested(100_000))).Problems);
        Assert.Equal((3, 5 + (31 * open.Length)), (problem.Position.Line, problem.Position.Column));
    }

    [Fact]
    public void A_key_of_countless_names_is_an_error() =>
        Assert.Contains("at most", Assert.Single(NetworkFile.Inspect(_folder.Write("net.toml",
            $"[Network]\nVxlanID = 5\n[{string.Join('.', Enumerable.Repeat("a", 100_000))}]\n")).Problems).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_beyond_all_measure_is_an_error_at_once()
    {
        using (var file = File.Create(_folder.File("huge.toml")))
            file.SetLength((64 << 20) + 1);
        Assert.Equal("NetworkFileTooLarge", Assert.Throws<VwMeshException>(() => NetworkFile.Read(_folder.File("huge.toml"))).ErrorId);
        Assert.Empty(NetworkLocation.List(_folder.Path));
    }

    [Fact]
    public void Positions_and_unknown_keys_are_found()
    {
        var reading = NetworkFile.Inspect(_folder.Write("office.conf", Golden.Text("office")));
        Assert.Empty(reading.Problems);
        Assert.Equal([(null, "Network", "Contact", 9), ("lima", "Node", "Rack", 46)],
            reading.UnknownKeys.Select(k => (k.Node, k.Table, k.Key, k.Position.Line)));
        Assert.Equal(new FilePosition(3, 2), reading.PositionOf(null));
        Assert.Equal(new FilePosition(5, 1), reading.PositionOf(null, "AddressPoolIPv6"));
        Assert.Equal(new FilePosition(12, 1), reading.PositionOf(null, "Blacklist"));
        Assert.Equal(new FilePosition(15, 7), reading.PositionOf("Paris"));
        Assert.Equal(new FilePosition(21, 1), reading.PositionOf("Paris", "ListenPort"));
        Assert.Equal(new FilePosition(48, 7), reading.PositionOf("tokyo", "Endpoint"));
        Assert.Null(reading.PositionOf("nobody"));
    }

    [Fact]
    public void No_damage_to_a_file_makes_a_message_show_a_private_key()
    {
        var text = $"[Network]\nVxlanID = 5\n[Node.a]\nPrivateKey = \"{Key}\"\nListenPort = 5\n";
        Gen.Select(Gen.Int[text.IndexOf("PrivateKey", StringComparison.Ordinal), text.Length - 1], Gen.Int[0, 3], Gen.Char["\"'\\\n=#[]{}.,\0\u2028 aé"]).Sample((at, remove, put) =>
        {
            var path = _folder.Write("net.toml", text.Remove(at, Math.Min(remove, text.Length - at)).Insert(at, put.ToString()));
            var reading = NetworkFile.Inspect(path);
            foreach (var problem in reading.Problems)
                AssertHidden(problem.Message + problem.Key);
            if (reading.Network is null)
                AssertHidden(Assert.Throws<VwMeshException>(() => NetworkFile.Read(path)).ToString());
        }, iter: 2000, threads: 1);
    }

    [Theory]
    [InlineData("PrivateKey = iEKc+/7RGMd3YBfqrUP5EHwawppvTfV+nRMm9jNJ8kw=")]
    [InlineData("PrivateKey = \"iEKc+/7RGMd3YBfqrUP5EHwawppvTfV+nRMm9jNJ8kw\"")]
    [InlineData("PrivateKey = [ \"iEKc+/7RGMd3YBfqrUP5EHwawppvTfV+nRMm9jNJ8kw=\",]")]
    [InlineData("iEKc+/7RGMd3YBfqrUP5EHwawppvTfV+nRMm9jNJ8kw=")]
    public void A_private_key_in_the_wrong_place_is_not_shown(string line)
    {
        var path = _folder.Write("net.toml", $"[Network]\nVxlanID = 5\n[Node.a]\n{line}\n");
        AssertHidden(Assert.Throws<VwMeshException>(() => NetworkFile.Read(path)).ToString());
    }

    private static void AssertHidden(string message)
    {
        for (var i = 0; i + 6 <= Key.Length; i++)
            Assert.DoesNotContain(Key.Substring(i, 6), message, StringComparison.Ordinal);
    }
}
