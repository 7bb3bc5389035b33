using System.Text.RegularExpressions;
using CsCheck;
using VwMesh.Checks;
using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Rendering.WgQuick;
using VwMesh.Rendering.Zone;
using VwMesh.Storage;

namespace VwMesh.CoreTests.Hostile;

/// <summary>A file may hold anything when an editor has been at it: what is exported from it is well formed, or nothing is exported.</summary>
public sealed partial class HandEditedFileTests
{
    private static readonly string[] Keys =
        ["Name", "Address", "AllowedIPs", "Description", "Endpoint", "LinkLayerAddress", "PreUp", "PostUp", "PreDown", "PostDown", "PrivateKey", "Blacklist", "Unknown", "Pool", "Guard", "Groups", "Peering"];

    [Fact]
    public void A_hostile_value_under_any_key_reaches_no_configuration_and_no_zone() =>
        Gen.Select(HostileText.AnyOf(Keys), HostileText.Gen).Sample((key, text) => AssertHarmless(Spoilt(key, text)), iter: 3000);

    [Theory]
    [MemberData(nameof(HostileText.Values), MemberType = typeof(HostileText))]
    public void A_hostile_value_of_the_list_reaches_no_configuration_and_no_zone(string text) =>
        Assert.All(Keys, key => AssertHarmless(Spoilt(key, text)));

    [Fact]
    public void Hostile_text_between_the_lines_reaches_no_configuration_and_no_zone() => Gen.Select(HostileText.Gen, Gen.Int[0, 29]).Sample((text, line) =>
    {
        var lines = Checks.SoundNetwork.Mesh.Text.Split('\n').ToList();
        lines.Insert(line, text);
        AssertHarmless(string.Join('\n', lines));
        lines[line] = lines[line + 1] + text;
        lines.RemoveAt(line + 1);
        AssertHarmless(string.Join('\n', lines));
    });

    [Fact]
    public void A_configuration_with_a_second_line_in_a_value_would_be_noticed()
    {
        Assert.False(IsWellFormed("[Interface]\nEndpoint = a\nb\n"));
        Assert.False(IsWellFormed("[Interface]\nPostUp = echo \u202e\n"));
        Assert.False(IsWellFormed("# Peer a\u2028b\n"));
        Assert.False(IsWellFormed("Endpoint = $(id):5\n"));
    }

    private static string Spoilt(string key, string text)
    {
        var (sound, value) = (Checks.SoundNetwork.Mesh, HostileText.ToToml(text));
        return (key switch
        {
            "Name" => sound.With("[Node.b]", $"[Node.{value}]"),
            "Address" => sound.With("\"10.20.0.2/24\"", value),
            "AllowedIPs" => sound.With("\"169.254.1.2/32\"", $"\"169.254.1.2/32\", {value}"),
            "Description" => sound.Plus($"Description = {value}"),
            "Endpoint" => sound.With("\"192.0.2.2:51822\"", value),
            "LinkLayerAddress" => sound.With("\"169.254.1.2/16\"", $"\"169.254.1.2/16\", {value}"),
            "PrivateKey" => sound.With($"\"{Checks.SoundNetwork.KeyOfB}\"", value),
            "Blacklist" => sound.Plus($"[PeerBlacklist]\nBlacklist = [[\"a\", {value}]]"),
            "Unknown" => sound.Plus($"{value} = {value}"),
            "Pool" => sound.With("\"10.20.0.0/24\"", value),
            "Guard" => sound.With("VxlanID = 20", $"VxlanID = 20\nGuard = {value}"),
            "Peering" => sound.With("VxlanID = 20", $"VxlanID = 20\nPeering = [{value}]"),
            _ => sound.Plus($"{key} = [{value}]"),
        }).Text;
    }

    private static void AssertHarmless(string text)
    {
        var reading = NetworkFile.Parse("/nowhere/mesh.toml", text);
        Assert.All(NetworkChecks.Run(reading, []), d =>
            Assert.True(new[] { d.Node, d.Key, d.Message, d.Remedy, d.ToString() }.All(t => t is null || HostileText.IsPlain(t)), Quoted.Show(d.Message, int.MaxValue)));
        if (reading.Network is not { } network)
            return;
        var renderer = new WgQuickRenderer(new Mesh(network));
        foreach (var node in network.Nodes)
            AssertWellFormed(() => [renderer.Render(node)], IsWellFormed);
        AssertWellFormed(() => ZoneRenderer.Render([new ZoneSource(network, DomainName.Parse("mesh.example"))], new ZoneOptions(), fault => throw fault).Select(z => z.Content + z.FileName), IsZone);
    }

    private static void AssertWellFormed(Func<IEnumerable<string>> render, Func<string, bool> isWellFormed)
    {
        try
        {
            Assert.All(render(), content => Assert.True(isWellFormed(content), Quoted.Show(content, int.MaxValue)));
        }
        catch (VwMeshException e)
        {
            Assert.True(HostileText.IsPlain(e.Message), Quoted.Show(e.Message, int.MaxValue));
        }
    }

    private static bool IsWellFormed(string configuration) => configuration.TrimEnd('\n').Split('\n').All(line => HostileText.IsPlain(line.Replace('\t', ' ')) && Line().IsMatch(line));

    private static bool IsZone(string zone) => zone.All(c => c is '\n' or '\t' or (>= ' ' and <= '~')) 
        // Between quotes it is text.
        && zone.Split('\n').All(line => !line.TrimStart().StartsWith("$INCLUDE", StringComparison.Ordinal));

    // The whole grammar of what is written: hooks are the user's own shell, but one line without '#'.
    [GeneratedRegex("""
        ^(?:
          | \#\ .+
          | \[(?:Interface|Peer)\]
          | (?:ListenPort|MTU|PersistentKeepalive)\ =\ \d+ | Table\ =\ off | SaveConfig\ =\ true | FwMark\ =\ 0x[0-9a-f]+
          | (?:PrivateKey|PublicKey)\ =\ [A-Za-z0-9+/]{43}=
          | (?:Address|AllowedIPs)\ =\ [0-9a-f:./]+(?:,\ [0-9a-f:./]+)*
          | Endpoint\ =\ (?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):\d+
          | (?:PreUp|PostUp|PreDown|PostDown)\ =\ [^\#]+
        )$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Line();
}
