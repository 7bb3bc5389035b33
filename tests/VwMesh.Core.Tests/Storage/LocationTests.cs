using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.CoreTests.Storage;

public sealed class LocationTests : IDisposable
{
    private const string Minimal = "[Network]\nVxlanID = 5\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_name_is_looked_up_as_toml_and_then_as_conf()
    {
        var conf = _folder.Write("mesh.conf", Minimal);
        Assert.Equal(conf, NetworkLocation.Locate("mesh", _folder.Path));
        var toml = _folder.Write("mesh.toml", Minimal);
        Assert.Equal(toml, NetworkLocation.Locate("mesh", _folder.Path));
        Assert.Equal(conf, NetworkLocation.Locate("mesh.conf", _folder.Path));
    }

    [Fact]
    public void A_path_is_taken_as_it_is()
    {
        Directory.CreateDirectory(_folder.File("sub"));
        var path = _folder.Write("sub/mesh", Minimal);
        Assert.Equal(path, NetworkLocation.Locate("sub/mesh", _folder.Path));
        Assert.Equal(path, NetworkLocation.Locate(path, "/"));
        Assert.Equal(path, NetworkLocation.Locate("../sub/mesh", _folder.File("sub")));
    }

    [Theory]
    [InlineData("mish")]
    [InlineData("mish.conf")]
    [InlineData("no/such/mish")]
    [InlineData("")]
    [InlineData("a\0b/c.toml")]
    [InlineData("..")]
    public void What_is_not_there_is_named_with_the_networks_that_are(string name)
    {
        _folder.Write("mesh.conf", Minimal);
        var error = Assert.Throws<VwMeshException>(() => NetworkLocation.Locate(name, _folder.Path));
        Assert.Equal(("NetworkNotFound", ErrorKind.ObjectNotFound, (object)ForeignText.Line(name)), (error.ErrorId, error.Kind, error.Target!));
        if (!name.Contains('/', StringComparison.Ordinal))
            Assert.Contains("'mesh'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_network()
    {
        Directory.CreateDirectory(_folder.File("mesh.toml"));
        Assert.Equal("NotANetworkFile", Assert.Throws<VwMeshException>(() => NetworkLocation.Locate("mesh", _folder.Path)).ErrorId);
    }

    [Fact]
    public void Networks_are_told_from_other_files_by_what_they_hold()
    {
        _folder.Write("b.toml", Minimal);
        _folder.Write("A.conf", Golden.Text("office"));
        _folder.Write("b.conf", Minimal);
        _folder.Write("dotted.toml", "Network.VxlanID = 5\n");
        _folder.Write("inline.toml", "\"Network\" = { VxlanID = 5 }\n");
        _folder.Write("broken.toml", "[Network]\nVxlanID = \n");
        _folder.Write("wg0.conf", "[Interface]\nPrivateKey = x\n\n[Peer]\n");
        _folder.Write("cargo.toml", "[package]\nname = \"x\"\n");
        _folder.Write("10-eth0.conf", "[Network]\nDNS=192.0.2.1\n");
        _folder.Write("binary.conf", "[Network]\nVxlanID = 5\0");
        _folder.Write(".hidden.toml", Minimal);
        _folder.Write("notes.txt", Minimal);
        Directory.CreateDirectory(_folder.File("folder.toml"));
        Assert.Equal(["A.conf", "b.toml", "broken.toml", "dotted.toml", "inline.toml"], NetworkLocation.List(_folder.Path).Select(Path.GetFileName));
        Assert.Empty(NetworkLocation.List(_folder.File("nowhere")));
    }

    [Theory]
    [InlineData("evil\e[2J")]
    [InlineData("two\nlines")]
    [InlineData("a\u202eb")]
    [InlineData("a\u200bb")]
    public void A_file_that_no_screen_shows_by_its_name_is_no_network(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        var path = _folder.Write(name + ".toml", Minimal);
        Assert.Empty(NetworkLocation.List(_folder.Path));
        foreach (var spelling in new[] { name, name + ".toml", path })
        {
            var error = Assert.Throws<VwMeshException>(() => NetworkLocation.Locate(spelling, _folder.Path));
            Assert.Equal("InvalidNetworkName", error.ErrorId);
            Assert.DoesNotContain(name, error.Message, StringComparison.Ordinal);
        }
    }
}
