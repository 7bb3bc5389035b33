using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.CoreTests.Storage;

public sealed class NetworkFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_network_of_vwgen_is_read_whole()
    {
        var network = NetworkFile.Read(_folder.Write("office.conf", Golden.Text("office")));
        Assert.Equal("office", network.Name);
        Assert.Equal("10.77.0.0/22", network.AddressPoolIPv4.ToString());
        Assert.Equal("fd42:1234:5678::/112", network.AddressPoolIPv6.ToString());
        Assert.Equal((7, 1370, 8472, Guard.Nftables), (network.VxlanId, network.VxlanMtu, network.VxlanPort, network.Guard));
        Assert.Equal(["lima", "paris", "tokyo"], network.Nodes.Select(n => n.Name));
        Assert.True(network.IsBlocked("Tokyo", "paris"));
        var paris = network.Find("PARIS")!;
        Assert.Equal("10.77.0.1/22, 192.168.50.1/24", paris.Address.ToString());
        Assert.Equal("169.254.1.1/32, 10.200.0.0/24", paris.AllowedIPs.ToString());
        Assert.Equal("paris.example.net:51820", paris.Endpoint!.ToString());
        Assert.Equal((51820u, 51820, 0), (paris.FwMark, paris.ListenPort, paris.PersistentKeepalive));
        Assert.Equal(["ip route add 10.9.0.0/16 via 10.77.0.2 dev v%i", "logger -t mesh \"up %i\""], paris.PostUp);
        Assert.Equal("uB/4dfBzxGTTG+fMSK7twpdsv9sPy52wl/kb3jbjf00=", paris.PrivateKey!.Reveal());
        Assert.True(network.Find("tokyo") is { SaveConfig: true, UPnP: true, Endpoint: null });
    }

    [Fact]
    public void A_new_network_is_private_and_reads_back()
    {
        var path = _folder.File("mesh.toml");
        var created = NetworkFile.Create(new Network(NetworkIdentity.OfFile(path)) { VxlanId = 5, VxlanMtu = 1370, VxlanPort = 4789 });
        Assert.Equal(created, NetworkFile.Read(path));
        Assert.Equal("[Network]\nVxlanID = 5\nVxlanMTU = 1370\nVxlanPort = 4789\n", File.ReadAllText(path));
        Assert.Equal(["mesh.toml"], _folder.Names);
        TemporaryFolder.AssertPrivate(path);
    }

    [Theory]
    [InlineData("mesh.toml")]
    [InlineData("mesh.conf")]
    public void A_new_network_never_takes_the_place_of_another(string there)
    {
        _folder.Write(there, "precious");
        var error = Assert.Throws<VwMeshException>(() => NetworkFile.Create(new Network(NetworkIdentity.OfFile(_folder.File("mesh.toml"))) { VxlanId = 5, VxlanMtu = 1370, VxlanPort = 4789 }));
        Assert.Equal(("NetworkExists", ErrorKind.ResourceExists), (error.ErrorId, error.Kind));
        Assert.Equal("precious", File.ReadAllText(_folder.File(there)));
        Assert.Equal([there], _folder.Names);
    }
}
