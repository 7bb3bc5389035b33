using System.Management.Automation;
using System.Text.RegularExpressions;

namespace VwMesh.PowerShellTests;

/// <summary>Preshared keys: of all pairs from a seed, and of some pairs by their links.</summary>
public sealed class PresharedKeyTests : EngineTest
{
    private string Seed => Regex.Match(FileText(), "PresharedKeySeed = \"(.*)\"").Groups[1].Value;

    [Fact]
    public void Each_pair_has_one_key_in_both_files_and_no_pair_has_anothers()
    {
        MakeNetwork();
        var before = FileText();
        Assert.Equal("True 0", Session.GetOne<string>("$n = Set-VwNetwork wg0 -PresharedKey; \"$($n.PresharedKey) $($n.PresharedKeyEpoch)\""));
        var keys = KeysOfPairs();
        Assert.Equal(3, keys.Count);
        Assert.All(keys.Values, pair => Assert.Equal(2, pair.Count));
        Assert.All(keys.Values, pair => Assert.Single(pair.Distinct()));
        Assert.Equal(3, keys.Values.Select(pair => pair[0]).Distinct().Count());
        Assert.Equal("True", Session.GetOne<string>("\"$((Get-VwPeer wg0 a b).HasPresharedKey)\""));
        Session.Get("Set-VwNetwork wg0 -PresharedKey");
        Assert.Equal(keys, KeysOfPairs());
        Session.Get("Set-VwNetwork wg0 -PresharedKey:$false");
        Assert.Equal(before, FileText());
        Assert.Equal("False", Session.GetOne<string>("\"$((Get-VwPeer wg0 a b).HasPresharedKey)\""));
    }

    [Fact]
    public void A_new_epoch_keeps_the_seed_and_a_new_seed_begins_anew()
    {
        MakeNetwork();
        Session.Get("Set-VwNetwork wg0 -PresharedKey");
        var (seed, keys) = (Seed, KeysOfPairs());
        Assert.Equal(1, Session.GetOne<int>("(Set-VwNetwork wg0 -NextPresharedKeyEpoch).PresharedKeyEpoch"));
        Assert.Equal(seed, Seed);
        Assert.Contains("PresharedKeyEpoch = 1\nPresharedKeySeed", FileText(), StringComparison.Ordinal);
        var next = KeysOfPairs();
        Assert.Empty(keys.Values.SelectMany(p => p).Intersect(next.Values.SelectMany(p => p)));
        Session.Get("Set-VwNetwork wg0 -NewPresharedKeySeed");
        Assert.NotEqual(seed, Seed);
        Assert.DoesNotContain("PresharedKeyEpoch", FileText(), StringComparison.Ordinal);
        Assert.Empty(next.Values.SelectMany(p => p).Intersect(KeysOfPairs().Values.SelectMany(p => p)));
    }

    [Fact]
    public void A_pair_may_have_a_key_of_its_own()
    {
        MakeNetwork();
        var before = FileText();
        Session.Get("$key = New-VwPresharedKey; Set-VwPeer wg0 a b -PresharedKey $key");
        var keys = KeysOfPairs();
        Assert.Equal([Session.GetOne<string>("$key.Reveal()")], Assert.Single(keys).Value.Distinct());
        Assert.Equal("True False", Session.GetOne<string>("\"$((Get-VwPeer wg0 b a).HasPresharedKey) $((Get-VwPeer wg0 a c).HasPresharedKey)\""));
        // The seed gives all pairs without a link their keys, and the peer replaces the key of the link.
        Session.Get("Set-VwNetwork wg0 -PresharedKey; Set-VwPeer wg0 b a -PresharedKey (ConvertTo-SecureString AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE= -AsPlainText -Force)");
        keys = KeysOfPairs();
        Assert.Equal(["AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="], keys["a b"].Distinct());
        Assert.Equal(3, keys.Count);
        Assert.Single(Regex.Matches(FileText(), "PresharedKey = "));
        Session.Get("Get-VwPeer wg0 a b | Set-VwPeer -PresharedKey ''; Set-VwNetwork wg0 -PresharedKey:$false");
        Assert.Equal(before, FileText());
    }

    [Theory]
    [InlineData("Set-VwNetwork wg0 -NextPresharedKeyEpoch", "NoPresharedKeySeed", ErrorCategory.InvalidOperation)]
    [InlineData("Set-VwNetwork wg0 -NewPresharedKeySeed -WhatIf", "NoPresharedKeySeed", ErrorCategory.InvalidOperation)]
    [InlineData("Set-VwPeer wg0 a b -PresharedKey AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=", "PresharedKeyAsText", ErrorCategory.InvalidArgument)]
    [InlineData("Set-VwPeer wg0 a b -PresharedKey (ConvertTo-SecureString AQEB -AsPlainText -Force)", "InvalidPresharedKey", ErrorCategory.InvalidArgument)]
    [InlineData("Set-VwPeer wg0 a a -PresharedKey (New-VwPresharedKey)", "SameNode", ErrorCategory.InvalidArgument)]
    public void What_cannot_be_is_refused_and_nothing_is_written(string script, string errorId, ErrorCategory category)
    {
        MakeNetwork();
        var before = FileText();
        var error = Assert.Single(Session.Run(script).Errors);
        Assert.Equal((errorId, category), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category));
        Assert.Equal(before, FileText());
    }

    [Theory]
    [InlineData("PresharedKeySeed = \"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB\"\n", "", "is not a seed of preshared keys")]
    [InlineData("PresharedKeySeed = \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"\n", "", "is not a seed of preshared keys")]
    [InlineData("PresharedKeyEpoch = -1\n", "", "PresharedKeyEpoch -1 is out of range")]
    [InlineData("", "[Link.a.b]\nPresharedKey = \"AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\"\n[Link.b.a]\nPresharedKey = \"AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgM=\"\n", "a pair has one preshared key")]
    public void A_file_with_a_wrong_key_is_refused_with_its_place(string setting, string link, string problem)
    {
        MakeNetwork();
        Session.Write("wg0.toml", FileText().Replace("VxlanID", setting + "VxlanID", StringComparison.Ordinal) + link);
        Assert.Equal("InvalidNetworkFile", Assert.Single(Session.Run("Get-VwNode wg0").Errors).FullyQualifiedErrorId.Split(',')[0]);
        var finding = Assert.Single(Session.Run("Test-VwNetwork wg0 -Severity Error").Output);
        Assert.Contains(problem, $"{finding.Properties["Message"].Value}", StringComparison.Ordinal);
        Assert.DoesNotContain("AQEB", $"{finding.Properties["Message"].Value}", StringComparison.Ordinal);
        Assert.True((int)finding.Properties["Line"].Value > 1);
    }

    // The keys of each pair, as the files of both nodes have them.
    private Dictionary<string, List<string>> KeysOfPairs()
    {
        Session.Get("Remove-Item out -Recurse -ErrorAction Ignore; Export-VwNodeConfig wg0 -DestinationPath out -WarningAction Ignore | Out-Null");
        return (from folder in Directory.GetDirectories(Session.PathOf("out"))
                let node = Path.GetFileName(folder)
                from Match peer in Regex.Matches(File.ReadAllText(Path.Combine(folder, "wg0.conf")), @"# Peer (\w+).*\n(?:.+\n)*?PresharedKey = (.+)\n")
                group peer.Groups[2].Value by string.Join(' ', new[] { node, peer.Groups[1].Value }.Order(StringComparer.Ordinal)))
            .ToDictionary(g => g.Key, g => g.ToList());
    }
}
