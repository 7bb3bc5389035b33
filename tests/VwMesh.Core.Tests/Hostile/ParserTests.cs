using System.Text.RegularExpressions;
using CsCheck;
using VwMesh.Model;

namespace VwMesh.CoreTests.Hostile;

/// <summary>Whatever is given, a parser makes a value that is harmless wherever it is written, or refuses it in a message that is harmless to show.</summary>
public sealed partial class ParserTests
{
    [Theory]
    [MemberData(nameof(HostileText.Values), MemberType = typeof(HostileText))]
    public void No_hostile_value_is_a_name_of_a_node(string text) => AssertRefused("InvalidNodeName", text, NodeName.Parse);

    [Theory]
    [MemberData(nameof(HostileText.Values), MemberType = typeof(HostileText))]
    public void No_hostile_value_is_a_name_of_a_network(string text)
    {
        if (text != "a=b")
            AssertRefused("InvalidNetworkName", text, NetworkName.Parse);
    }

    [Theory]
    [MemberData(nameof(HostileText.Values), MemberType = typeof(HostileText))]
    public void No_hostile_value_is_a_host(string text)
    {
        AssertRefused("InvalidEndpoint", $"{text}:x:", t => Endpoint.Parse(t, 1));
        if (text is not "a.")
            AssertRefused("InvalidEndpoint", $"{text}:51820", t => Endpoint.Parse(t, 1));
    }

    [Theory]
    [MemberData(nameof(HostileText.Values), MemberType = typeof(HostileText))]
    public void No_hostile_value_is_an_address_a_prefix_or_a_key(string text)
    {
        AssertRefused("InvalidAddress", text, InterfaceAddress.Parse);
        AssertRefused("InvalidAddress", "10.0.0.1" + text + "/24", InterfaceAddress.Parse, isExempt: text.Length == 0);
        AssertRefused("InvalidAddress", "10.0.0.1/24" + text, InterfaceAddress.Parse, isExempt: text.Length == 0);
        AssertRefused("InvalidAllowedIPs", text, t => NetworkPrefix.ParseAllowedIP(t).ToString());
        AssertRefused("InvalidAllowedIPs", "10.0.0.0/24" + text, t => NetworkPrefix.ParseAllowedIP(t).ToString(), isExempt: text.Length == 0);
        AssertRefused("InvalidPublicKey", text, PublicKey.Parse);
        var error = Assert.Throws<VwMeshException>(() => PrivateKey.Parse(text));
        Assert.True(text.Length < 4 || !error.Message.Contains(text, StringComparison.Ordinal), "The message has the value, which is a secret.");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("echo a\nid")]
    [InlineData("echo a\r")]
    [InlineData("echo \0")]
    [InlineData("echo \u2028")]
    [InlineData("echo # a")]
    [InlineData("echo '#'")]
    [InlineData("echo \u202e")]
    [InlineData("echo a\u200bb")]
    [InlineData("echo a\u3164b")]
    [InlineData("echo \e[2J")]
    [InlineData("echo \ud800")]
    public void A_hook_is_one_line_that_is_as_it_looks(string text) => AssertRefused("InvalidHook", text, Hook.Parse);

    [Fact]
    public void A_parser_makes_something_harmless_or_refuses() => HostileText.Gen.Sample(text =>
    {
        AssertHarmless(text, NodeName.Parse, NameOfNode());
        AssertHarmless(text, NetworkName.Parse, NameOfNetwork());
        AssertHarmless(text, t => Endpoint.Parse(t, 51820), Place());
        AssertHarmless(text, InterfaceAddress.Parse, Prefix());
        AssertHarmless(text, t => NetworkPrefix.ParseAllowedIP(t), Prefix());
        AssertHarmless(text, t => NetworkPrefix.ParsePoolIPv4(t), Prefix());
        AssertHarmless(text, t => NetworkPrefix.ParsePoolIPv6(t), Prefix());
        AssertHarmless(text, Hook.Parse, OneLine());
        AssertHarmless(text, PublicKey.Parse, KeyText());
    });

    private static void AssertRefused(string errorId, string text, Func<string, object> parse, bool isExempt = false)
    {
        if (isExempt)
            return;
        var error = Assert.Throws<VwMeshException>(() => parse(text));
        Assert.Equal(errorId, error.ErrorId);
        Assert.True(HostileText.IsPlain(error.Message), Quoted.Show(error.Message, int.MaxValue));
        Assert.Contains(Quoted.Show(text), error.Message, StringComparison.Ordinal);
    }

    private static void AssertHarmless(string text, Func<string, object> parse, Regex shape)
    {
        try
        {
            // A tab is a space in a hook, and elsewhere refused.
            var value = shape == OneLine() ? parse(text).ToString()!.Replace('\t', ' ') : parse(text).ToString()!;
            Assert.Matches(shape, value);
            Assert.True(HostileText.IsPlain(value));
        }
        catch (VwMeshException e)
        {
            Assert.True(HostileText.IsPlain(e.Message), Quoted.Show(e.Message, int.MaxValue));
        }
    }

    [GeneratedRegex(@"\A[\p{L}0-9]([\p{L}\p{M}0-9._-]{0,61}[\p{L}\p{M}0-9_-])?\z")]
    private static partial Regex NameOfNode();

    [GeneratedRegex(@"\A[A-Za-z0-9_=+][A-Za-z0-9_=+-]{0,13}\z")]
    private static partial Regex NameOfNetwork();

    [GeneratedRegex(@"\A([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}\z")]
    private static partial Regex Place();

    [GeneratedRegex(@"\A[0-9a-f:.]+/[0-9]{1,3}\z")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"\A[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}#]+\z")]
    private static partial Regex OneLine();

    [GeneratedRegex(@"\A[A-Za-z0-9+/]{43}=\z")]
    private static partial Regex KeyText();
}
