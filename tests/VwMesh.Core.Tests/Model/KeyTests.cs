using System.Text.Json;
using VwMesh.Model;

namespace VwMesh.CoreTests.Model;

public sealed class KeyTests
{
    // The first key pair of RFC 7748, section 6.1.
    private const string Alice = "dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo=";
    private const string AlicePublic = "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=";

    [Fact]
    public void The_public_key_is_that_of_RFC_7748() => Assert.Equal(AlicePublic, PrivateKey.Parse(Alice).PublicKey.Value);

    [Fact]
    public void A_new_key_is_clamped_and_reads_back()
    {
        var key = PrivateKey.Generate();
        var bytes = Convert.FromBase64String(key.Reveal());
        Assert.Equal((0, 64), (bytes[0] & 7, bytes[31] & 0xc0));
        Assert.Equal(key, PrivateKey.Parse(key.Reveal()));
        Assert.NotEqual(key, PrivateKey.Generate());
    }

    [Theory]
    [InlineData("")]
    [InlineData("dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo")]
    [InlineData("dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCp=")]
    [InlineData("dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LC!=")]
    [InlineData("d dtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo=\n")]
    public void What_is_no_key_is_refused_and_not_repeated(string text)
    {
        var error = Assert.Throws<VwMeshException>(() => PrivateKey.Parse(text));
        Assert.Equal("InvalidPrivateKey", error.ErrorId);
        if (text.Trim('A') != "=")
            Assert.Equal("InvalidPresharedKey", Assert.Throws<VwMeshException>(() => PresharedKey.Parse(text)).ErrorId);
        Assert.Equal("InvalidPresharedKeySeed", Assert.Throws<VwMeshException>(() => PresharedKeySeed.Parse(text)).ErrorId);
        Assert.Null(error.Target);
        Assert.False(text.Length > 4 && error.ToString().Contains(text[..5], StringComparison.Ordinal));
    }

    // Known answers of an independent HKDF.
    [Theory]
    [InlineData(0, "ib7a7GHmuvkD0UVLYu4aP8CGAYpbV89X6MrXXLV68ac=")]
    [InlineData(1, "ZpMeRc5oE4QzqQ6w2ugSk6tCsEEs+c6lWGw3Tz7Ni1M=")]
    [InlineData(int.MaxValue, "HrrGrXNqxoCB6yBWe0+wbZ/WcnstI8B7tE8SnEfPURA=")]
    public void A_preshared_key_follows_from_seed_epoch_and_both_public_keys_in_either_order(int epoch, string key)
    {
        var keys = PresharedKeySeed.Parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").KeysOf(epoch);
        var (one, other) = (PublicKey.Parse("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="), PublicKey.Parse("AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgM="));
        Assert.Equal(key, keys.Of(one, other).Reveal());
        Assert.Equal(key, keys.Of(other, one).Reveal());
    }

    [Fact]
    public void Nothing_but_Reveal_shows_a_secret()
    {
        var key = PrivateKey.Parse(Alice);
        var shown = $"{key} {JsonSerializer.Serialize(key)} {JsonSerializer.Serialize<object>(PresharedKey.Generate())}";
        Assert.DoesNotContain(Alice[..8], shown, StringComparison.Ordinal);
        Assert.StartsWith("(hidden) ", shown, StringComparison.Ordinal);
    }
}
