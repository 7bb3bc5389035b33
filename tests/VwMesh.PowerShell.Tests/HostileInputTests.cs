using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace VwMesh.PowerShellTests;

/// <summary>Values that would be something else than they say come by parameter and as rows of a table: each is refused, shown escaped, and nothing is written.</summary>
public sealed class HostileInputTests : EngineTest
{
    private static readonly string[] Hostile =
    [
        "a\nb", "a\rb", "a\0b", "a\u2028b", "a#b", "a\"b", "a'b", "$(id)", "a`id`", "%i", "[Peer]", "a\n[Peer]\nPublicKey = x", "../evil", "/tmp/evil", "a\\b",
        "-rf /", "a b", "a;id", "a|b", "a>b", "a\u202eb", "a\u2066b", "a\u200bb", "\ufeffa", "a\u034fb", "\u3164", "\e[2Ja", "a\ud800", new string('a', 300),
    ];

    private static readonly string[] HostileHooks = ["a\nb", "a\r", "a\0", "a # b", "echo '#'", "a\u2028", "a\u202e", "a\u200bb", "a\e[2J", "a\ud800"];

    [Theory]
    [InlineData("Add-VwNode wg0 -Name $_", "InvalidNodeName")]
    [InlineData("[pscustomobject]@{ Name = $_; Address = '172.20.10.9/24' } | Add-VwNode wg0", "InvalidNodeName")]
    [InlineData("Rename-VwNode wg0 a -NewName $_", "InvalidNodeName")]
    [InlineData("Set-VwNode wg0 a -Endpoint $_", "InvalidEndpoint")]
    [InlineData("Set-VwNode wg0 a -Endpoint \"${_}:51820\"", "InvalidEndpoint")]
    [InlineData("[pscustomobject]@{ Name = 'x'; Endpoint = \"[$_]:5\" } | Add-VwNode wg0", "InvalidEndpoint")]
    [InlineData("Set-VwNode wg0 a -Address $_", "InvalidAddress")]
    [InlineData("[pscustomobject]@{ Name = 'x'; Address = \"172.20.10.9/24$_\" } | Add-VwNode wg0", "InvalidAddress")]
    [InlineData("Set-VwNode wg0 a -AllowedIPs \"10.0.0.0/8$_\"", "InvalidAllowedIPs")]
    [InlineData("Set-VwNode wg0 a -LinkLayerAddress \"169.254.1.9/16$_\"", "InvalidAddress")]
    [InlineData("Set-VwNetwork wg0 -AddressPoolIPv4 \"10.0.0.0/8$_\"", "InvalidAddressPoolIPv4")]
    [InlineData("Set-VwNetwork wg0 -AddressPoolIPv6 \"fd00::/64$_\"", "InvalidAddressPoolIPv6")]
    [InlineData("[pscustomobject]@{ Name = 'x'; ListenPort = \"5$_\" } | Add-VwNode wg0", "InvalidListenPort")]
    [InlineData("Block-VwPeer wg0 a $_", "NodeNotFound")]
    [InlineData("Set-VwNode wg0 $_ -FwMark 5", "NodeNotFound")]
    [InlineData("Remove-VwNode wg0 $_", "NodeNotFound")]
    [InlineData("Export-VwDnsZone wg0 -Domain $_", "InvalidDomain")]
    public void A_hostile_value_is_refused(string script, string errorId) => Assert.All(Hostile, text => AssertRefused(script, errorId, text));

    [Theory]
    [InlineData("Set-VwNode wg0 a -PreUp $_")]
    [InlineData("Set-VwNode wg0 a -PostUp 'true', $_")]
    [InlineData("Set-VwNode wg0 a -PreDown $_")]
    public void A_hostile_hook_is_refused(string script) => Assert.All(HostileHooks, text => AssertRefused(script, "InvalidHook", text));

    // Each line of a cell is a hook of its own.
    [Fact]
    public void A_hostile_hook_in_a_row_is_refused() => Assert.All(HostileHooks.Except(["a\nb", "a\r"]),
        text => AssertRefused("[pscustomobject]@{ Name = 'x'; PostDown = $_ } | Add-VwNode wg0", "InvalidHook", text));

    [Fact]
    public void A_hostile_name_makes_no_network()
    {
        Assert.All(Hostile.Where(t => t.AsSpan().IndexOfAny("/\\") < 0), text => AssertRefused("New-VwNetwork $_", "InvalidNetworkName", text));
        Assert.Equal(["wg0.toml", "wg0.toml.previous"], Directory.GetFileSystemEntries(Session.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_hand_edited_file_with_hostile_values_is_exported_by_no_command()
    {
        MakeNetwork();
        var sound = FileText();
        foreach (var text in Hostile)
        {
            var toml = "\"" + string.Concat(text.EnumerateRunes().Select(r => $"\\U{r.Value:X8}")) + "\"";
            foreach (var spoilt in new[] { sound.Replace("[Node.b]", $"[Node.{toml}]", StringComparison.Ordinal), sound.Replace("\"a.example.net:1234\"", toml, StringComparison.Ordinal) })
            {
                Assert.NotEqual(sound, spoilt);
                Session.Write("wg0.toml", spoilt);
                foreach (var export in new[] { "Export-VwNodeConfig wg0 -DestinationPath out -Force", "Export-VwDnsZone wg0 -Domain mesh.example -DestinationPath out", "Export-VwRoutingConfig wg0 -DestinationPath out", "Export-VwDiagram wg0" })
                    AssertPlain(Session.Fail(export));
                Assert.All(Session.Run("Test-VwNetwork wg0").Output, d => Assert.All(d.Properties.Where(p => p.Value is string), p => Assert.True(IsPlain((string)p.Value), p.Name)));
            }
        }
        Assert.Equal(["wg0.toml", "wg0.toml.previous"], Directory.GetFileSystemEntries(Session.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("[Interface]\nPrivateKey = KEY\nTable = 5\nPostUp = true \\\n%%\n")]
    [InlineData("[Interface]\nPrivateKey = KEY\nListenPort = x\n")]
    [InlineData("[Interface]\nPrivateKey = no key\n")]
    [InlineData("[Interface]\nAddress = 10.0.0.1/24\n")]
    [InlineData("no file of wg-quick")]
    public void Files_and_folders_with_hostile_names_are_told_of_as_they_are_and_obeyed_by_no_terminal(string content)
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows has no such names.");
        var folder = Path.Combine(Session.PathOf("in"), "\e]0;title\a\u202e");
        Directory.CreateDirectory(folder);
        var key = Session.GetOne<string>("(New-VwKey).Reveal()");
        File.WriteAllText(Path.Combine(folder, "\e[2Jx.conf"), "# Node paris\n" + content.Replace("KEY", key, StringComparison.Ordinal));

        var result = Session.Run("Import-VwNodeConfig mesh in -Verbose; Import-VwNodeConfig mesh \"in/`e[2J\"; Import-VwNodeConfig mesh in/*");

        var said = result.Errors.Select(e => e.Exception.Message).Concat(result.Warnings).Concat(result.Verbose).ToList();
        Assert.Contains(said, s => s.Contains(@"\u{1b}[2J", StringComparison.Ordinal));
        Assert.All(said, s => Assert.True(IsPlain(s), Escape(s)));
        Assert.All(result.Errors, AssertPlain);
    }

    private void AssertRefused(string script, string errorId, string text)
    {
        if (!File.Exists(Session.PathOf("wg0.toml")))
            MakeNetwork();
        var (before, files) = (FileText(), Directory.GetFileSystemEntries(Session.Folder));
        var result = Session.Run($"process {{ {script} }}", text);
        Assert.True(result.Errors.Count == 1, $"{script} with {Escape(text)}: {string.Join(" | ", result.Errors.Select(e => e.ToString()))}");
        Assert.Contains(errorId, result.Errors[0].FullyQualifiedErrorId, StringComparison.Ordinal);
        AssertPlain(result.Errors[0]);
        Assert.Equal(before, FileText());
        Assert.Equal(files, Directory.GetFileSystemEntries(Session.Folder));
    }

    private static void AssertPlain(ErrorRecord error) => Assert.True(IsPlain(error.Exception.Message) && IsPlain(error.ToString()), Escape(error.Exception.Message));

    private static bool IsPlain(string text) => text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar && rune.Value is not (0x034f or 0x3164)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));

    private static string Escape(string text) => string.Concat(text.Select(c => c is >= ' ' and <= '~' ? c.ToString() : $"\\u{(int)c:x4}"));
}
