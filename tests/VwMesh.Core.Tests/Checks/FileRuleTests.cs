using VwMesh.Checks;
using VwMesh.CoreTests.Storage;
using VwMesh.Storage;

namespace VwMesh.CoreTests.Checks;

public sealed class FileRuleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void There_is_nothing_to_say_about_a_sound_network() => Assert.Empty(SoundNetwork.Mesh.Check());

    [Fact]
    public void Every_value_that_cannot_be_read_is_an_error_at_its_place()
    {
        var found = SoundNetwork.Mesh.With("192.0.2.2:51822", "nowhere:0").With("ListenPort = 51823", "ListenPort = 70000").Check();
        Assert.Equal([("VW1001", "b", "Node.b.Endpoint", 20), ("VW1001", "c", "Node.c.ListenPort", 29)], found.Select(d => (d.Code, d.Node, d.Key, d.Line)));
        Assert.All(found, d => Assert.Equal(Severity.Error, d.Severity));
    }

    [Fact]
    public void A_file_that_is_no_TOML_is_an_error_at_its_place()
    {
        var found = Assert.Single(SoundNetwork.Mesh.With("VxlanID = 20", "VxlanID = = 20").Check());
        Assert.Equal(("VW1001", 4), (found.Code, found.Line));
    }

    [Fact]
    public void A_nodes_name_that_is_none_is_shown_escaped()
    {
        var found = SoundNetwork.Mesh.With("[Node.c]", "[Node.\"c\\u001b[2J\\u202e\"]").Check();
        Assert.Equal("'c\\u{1b}[2J\\u{202e}'", Assert.Single(found).Node);
        Assert.DoesNotContain(found, d => d.ToString().Any(c => char.IsControl(c) || c == '\u202e') || d.Key!.Any(char.IsControl));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead, true)]
    [InlineData(UnixFileMode.OtherWrite, true)]
    [InlineData(UnixFileMode.None, false)]
    public void A_file_open_to_others_is_a_warning(UnixFileMode more, bool isWarned)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var path = _folder.WriteWithMode("mesh.toml", SoundNetwork.Mesh.Text, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);
        Assert.Equal(isWarned ? ["VW1002"] : [], NetworkChecks.Run(NetworkFile.Inspect(path), []).Select(d => d.Code));
    }

    [Theory]
    [InlineData("ListenPrt = 5", "ListenPort")]
    [InlineData("LisntePort = 5", "ListenPort")]
    [InlineData("persistentkeepalive = 5", "PersistentKeepalive")]
    [InlineData("Endpoints = \"192.0.2.7:9\"", "Endpoint")]
    [InlineData("AllowedIP = []", "AllowedIPs")]
    [InlineData("LinkLayerAddr = \"169.254.1.9/16\"", "LinkLayerAddress")]
    [InlineData("Upnp = true", "UPnP")]
    public void A_key_that_looks_like_another_is_a_warning(string line, string meant)
    {
        var found = Assert.Single(SoundNetwork.Mesh.Plus(line).Check());
        Assert.Equal(("VW1003", "c", 32), (found.Code, found.Node, found.Line));
        Assert.Contains($"looks like {meant}.", found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Contact = \"noc@example.net\"")]
    [InlineData("Rack = 42")]
    [InlineData("Site = \"Lima\"")]
    [InlineData("Comment = \"x\"")]
    [InlineData("Owner = \"x\"")]
    public void Keys_of_the_users_own_are_not_spoken_of(string line) => Assert.Empty(SoundNetwork.Mesh.Plus(line).Codes());

    [Fact]
    public void A_table_that_looks_like_another_is_a_warning()
    {
        var found = Assert.Single(SoundNetwork.Mesh.Plus("[Nodes.d]\nListenPort = 5").Check());
        Assert.Equal(("VW1003", null, 32), (found.Code, found.Node, found.Line));
    }

    [Fact]
    public void A_key_in_the_wrong_table_is_a_warning()
    {
        Assert.Equal(["VW1004:c"], SoundNetwork.Mesh.Plus("VxlanMTU = 1300").Codes());
        Assert.Equal(["VW1004"], SoundNetwork.Mesh.With("VxlanID = 20", "VxlanID = 20\nPersistentKeepalive = 25").Codes());
    }

    [Fact]
    public void Two_files_of_one_name_are_a_warning()
    {
        var path = _folder.WritePrivate("mesh.toml", SoundNetwork.Mesh.Text);
        File.WriteAllText(_folder.File("mesh.conf"), "[Interface]\nListenPort = 5\n");
        Assert.Empty(NetworkChecks.Run(NetworkFile.Inspect(path), []));
        File.WriteAllText(_folder.File("mesh.conf"), SoundNetwork.Neighbour.Text);
        Assert.Equal(["VW1005"], NetworkChecks.Run(NetworkFile.Inspect(path), []).Select(d => d.Code));
    }
}
