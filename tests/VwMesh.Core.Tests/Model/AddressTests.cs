using System.Net;
using CsCheck;
using VwMesh.Model;

namespace VwMesh.CoreTests.Model;

public sealed class AddressTests
{
    [Theory]
    [InlineData("10.0.0.1/24", "10.0.0.1/24", "10.0.0.0/24")]
    [InlineData("10.0.0.1", "10.0.0.1/32", "10.0.0.1/32")]
    [InlineData("fd00::1/64", "fd00::1/64", "fd00::/64")]
    [InlineData("FD00:0::0001", "fd00::1/128", "fd00::1/128")]
    [InlineData("255.255.255.255/0", "255.255.255.255/0", "0.0.0.0/0")]
    public void Addresses_keep_their_host_and_know_their_network(string text, string shown, string network)
    {
        var address = InterfaceAddress.Parse(text);
        Assert.Equal((shown, network), (address.ToString(), address.GetNetwork().ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/24")]
    [InlineData("10.0.0.1/")]
    [InlineData("10.0.0.1/33")]
    [InlineData("10.0.0.1/-1")]
    [InlineData("10.0.0.1/ 24")]
    [InlineData("10.0.0.1/24/24")]
    [InlineData("10.1/24")]
    [InlineData("167772161/24")]
    [InlineData("010.0.0.1/24")]
    [InlineData("fd00::1/129")]
    [InlineData("fe80::1%eth0/64")]
    [InlineData("[fd00::1]/64")]
    [InlineData("10.0.0.1/24 dev v%i; id #")]
    public void What_is_no_address_is_refused(string text) =>
        Assert.Equal("InvalidAddress", Assert.Throws<VwMeshException>(() => InterfaceAddress.Parse(text)).ErrorId);

    [Theory]
    [InlineData("10.1.2.3/24", "10.1.2.0/24")]
    [InlineData("169.254.1.1", "169.254.1.1/32")]
    [InlineData("fd00:1::7/48", "fd00:1::/48")]
    public void Allowed_IPs_lose_their_host_bits_as_in_wg(string text, string expected) =>
        Assert.Equal(expected, NetworkPrefix.ParseAllowedIP(text).ToString());

    [Theory]
    [InlineData("172.20.10.0")]
    [InlineData("fd00::/64")]
    [InlineData("172.20.10.0/33")]
    [InlineData("all")]
    public void An_IPv4_pool_is_an_IPv4_prefix(string text) =>
        Assert.Equal("InvalidAddressPoolIPv4", Assert.Throws<VwMeshException>(() => NetworkPrefix.ParsePoolIPv4(text)).ErrorId);

    [Fact]
    public void Every_prefix_contains_its_address() =>
        Gen.Select(Gen.Byte.Array[16], Gen.Int[0, 128]).Sample((bytes, length) =>
        {
            var address = new InterfaceAddress(new IPAddress(bytes), length);
            Assert.True(address.GetNetwork().Contains(address.Address));
            Assert.Equal(address, InterfaceAddress.Parse(address.ToString()));
        });
}
