using CsCheck;
using VwMesh.Model;

namespace VwMesh.CoreTests.Model;

public sealed class NameTests
{
    [Theory]
    [InlineData("node1")]
    [InlineData("1st")]
    [InlineData("eu-west_1.core")]
    [InlineData("Zürich")]
    [InlineData("東京")]
    [InlineData("दिल्ली")]
    public void Names_of_any_script_are_kept(string name) => Assert.Equal(name, NodeName.Parse(name));

    [Fact]
    public void A_name_is_put_into_normal_form() => Assert.Equal("Zürich", NodeName.Parse("Zu\u0308rich"));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("-rf")]
    [InlineData("_x")]
    [InlineData("a.")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("a\"b")]
    [InlineData("a\nb")]
    [InlineData("a\0")]
    [InlineData("a#b")]
    [InlineData("a%i")]
    [InlineData("$(id)")]
    [InlineData("a\u200bb")]
    [InlineData("a\u202eb")]
    [InlineData("a\ud800")]
    [InlineData("\u0301a")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void What_could_be_something_else_is_no_name(string name)
    {
        var error = Assert.Throws<VwMeshException>(() => NodeName.Parse(name));
        Assert.Equal("InvalidNodeName", error.ErrorId);
        Assert.DoesNotContain(error.Message, char.IsControl);
        Assert.DoesNotContain('\u202e', error.Message);
    }

    [Theory]
    [InlineData("wg-meshvpn", true)]
    [InlineData("A1_=+-", true)]
    [InlineData("12345678901234", true)]
    [InlineData("123456789012345", false)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a.b", false)]
    [InlineData("a b", false)]
    [InlineData("ä", false)]
    [InlineData("lo", false)]
    [InlineData("all", false)]
    [InlineData("default", false)]
    [InlineData("interfaces", false)]
    [InlineData("lo1", true)]
    public void A_network_is_named_like_an_interface_with_room_for_the_v(string name, bool valid) => Assert.Equal(valid, NetworkName.FaultOf(name) is null);

    [Theory]
    [InlineData("ip route add 10.9.0.0/16 dev v%i", null)]
    [InlineData("", "empty")]
    [InlineData(" \t", "empty")]
    [InlineData("echo a # b", "'#'")]
    [InlineData("a\nPostUp = b", "one line")]
    [InlineData("a\rb", "one line")]
    [InlineData("a\0b", "one line")]
    [InlineData("a\u2028b", "one line")]
    public void A_hook_is_one_line_without_a_comment(string hook, string? fault)
    {
        if (fault is null)
            Assert.Null(Hook.FaultOf(hook));
        else
            Assert.Contains(fault, Hook.FaultOf(hook), StringComparison.Ordinal);
    }

    [Fact]
    public void A_quoted_value_is_one_printable_line_whatever_it_was() =>
        Gen.String[0, 200].Sample(text =>
        {
            var shown = Quoted.Show(text);
            Assert.DoesNotContain(shown, char.IsControl);
            Assert.DoesNotContain(shown, c => char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format);
            Assert.InRange(shown.Length, 2, 900);
        });
}
