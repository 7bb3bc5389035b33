using CsCheck;
using VwMesh.Model;

namespace VwMesh.CoreTests.Model;

public sealed class EndpointTests
{
    [Theory]
    [InlineData("192.0.2.1:51820", "192.0.2.1", 51820)]
    [InlineData("[2001:db8::1]:1234", "2001:db8::1", 1234)]
    [InlineData("paris.example.net:51820", "paris.example.net", 51820)]
    [InlineData("paris:1", "paris", 1)]
    [InlineData("a_b.example:65535", "a_b.example", 65535)]
    [InlineData("xn--bcher-kva.example:1", "xn--bcher-kva.example", 1)]
    [InlineData("1and1.example:5", "1and1.example", 5)]
    public void What_wg_takes_is_kept_as_it_is(string text, string host, int port)
    {
        var endpoint = Endpoint.Parse(text);
        Assert.Equal((host, port, text), (endpoint.Host, endpoint.Port, endpoint.ToString()));
    }

    [Theory]
    [InlineData("[2001:db8::1]", "[2001:db8::1]:7")]
    [InlineData("2001:db8::1", "[2001:db8::1]:7")]
    [InlineData("::1", "[::1]:7")]
    [InlineData("192.0.2.1", "192.0.2.1:7")]
    [InlineData("paris.example.net", "paris.example.net:7")]
    public void What_has_no_port_takes_the_default(string text, string expected) => Assert.Equal(expected, Endpoint.Parse(text, 7).ToString());

    [Theory]
    [InlineData("http://h:8000:51820", "URL")]
    [InlineData("https://h", "URL")]
    [InlineData("[fe80::1%eth0]:51820", "%eth0")]
    [InlineData("fe80::1%eth0", "%eth0")]
    [InlineData("192.0.2.1/24", "prefix length")]
    [InlineData("root@paris.example.net:51820", "user name")]
    public void A_common_mistake_is_called_by_its_name(string text, string name) =>
        Assert.Contains(name, Assert.Throws<VwMeshException>(() => Endpoint.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(":51820")]
    [InlineData("host:")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:+1")]
    [InlineData("host:1 ")]
    [InlineData(" host:1")]
    [InlineData("host:٣")]
    [InlineData("256.1.1.1:1")]
    [InlineData("010.0.0.1:1")]
    [InlineData("1.2.3:1")]
    [InlineData("0x7f.1:1")]
    [InlineData("-host:1")]
    [InlineData("host-:1")]
    [InlineData("ho st:1")]
    [InlineData("host#:1")]
    [InlineData("host\n:1")]
    [InlineData("$(id):1")]
    [InlineData("bücher.example:1")]
    [InlineData("a..b:1")]
    [InlineData("[2001:db8::1]:")]
    [InlineData("[2001:db8::1]1234")]
    [InlineData("[[2001:db8::1]:1234]:1234")]
    [InlineData("[2001:db8::1:1234")]
    [InlineData("[192.0.2.1]:1")]
    [InlineData("[fe80::1%eth0]:1")]
    [InlineData("fe80::1%eth0")]
    [InlineData("2001:db8:::1")]
    public void What_is_no_endpoint_is_refused_with_its_value(string text)
    {
        var error = Assert.Throws<VwMeshException>(() => Endpoint.Parse(text, 7));
        Assert.Equal("InvalidEndpoint", error.ErrorId);
        Assert.StartsWith(Quoted.Show(text), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_port_and_a_default_there_is_no_endpoint() =>
        Assert.Contains("ListenPort", Assert.Throws<VwMeshException>(() => Endpoint.Parse("host")).Message, StringComparison.Ordinal);

    [Fact]
    public void Whatever_is_taken_reads_back_the_same_and_is_one_word() =>
        Gen.String[Gen.Char["abz019.:[]-_%# \n$"], 0, 24].Sample(text =>
        {
            try
            {
                var endpoint = Endpoint.Parse(text, 9);
                Assert.Equal(endpoint, Endpoint.Parse(endpoint.ToString()));
                Assert.DoesNotContain(endpoint.ToString(), c => char.IsWhiteSpace(c) || c is '#' or '%' or '$');
            }
            catch (VwMeshException e)
            {
                Assert.Equal("InvalidEndpoint", e.ErrorId);
            }
        });
}
