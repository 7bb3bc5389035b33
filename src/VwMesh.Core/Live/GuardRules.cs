using System.Globalization;
using System.Text.RegularExpressions;
using VwMesh.Model;

namespace VwMesh.Live;

/// <summary>Recognises a guard of the VXLAN port in what nft(8) or iptables(8) lists, whichever way their version writes numbers.</summary>
internal static partial class GuardRules
{
    /// <summary>Whether a table's listing is the guard of a network, and nothing else.</summary>
    internal static bool IsNftables(string listing, Network network) =>
        NftChain().Matches(listing) is { Count: 2 } chains
        && chains.Any(c => IsChain(c, "input", "iifname", network)) && chains.Any(c => IsChain(c, "output", "oifname", network));

    /// <summary>Whether the rules of the mangle table hold the guard of a network.</summary>
    internal static bool IsIptables(string rules, Network network)
    {
        var chain = "vwmesh-" + network.Name;
        var lines = rules.Split('\n').Select(l => l.Trim()).ToList();
        var own = lines.Where(l => l.StartsWith($"-A {chain} ", StringComparison.Ordinal)).Select(l => l[(chain.Length + 4)..]).ToList();
        return lines.Contains($"-A INPUT -p udp -j {chain}") && lines.Contains($"-A OUTPUT -p udp -j {chain}")
            && own is [var entering, var leaving, var drop] && entering == $"-i {network.Name} -j RETURN" && leaving == $"-o {network.Name} -j RETURN"
            && IptablesDrop().Match(drop) is { Success: true } match && Is(match, "port", network.VxlanPort) && Is(match, "id", network.VxlanId);
    }

    /// <summary>Whether there is anything of an iptables guard.</summary>
    internal static bool HasIptables(string rules, string network) => rules.Contains($"-N vwmesh-{network}\n", StringComparison.Ordinal);

    private static bool IsChain(Match chain, string hook, string direction, Network network) =>
        chain.Groups["hook"].Value == hook && chain.Groups["priority"].Value is "raw" or "-300"
        && chain.Groups["rules"].Value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is [var rule]
        && NftRule().Match(rule) is { Success: true } match
        && match.Groups["direction"].Value == direction && match.Groups["interface"].Value == network.Name
        && Is(match, "port", network.VxlanPort) && Is(match, "id", network.VxlanId);

    private static bool Is(Match match, string group, int number)
    {
        var text = match.Groups[group].Value;
        return text.StartsWith("0x", StringComparison.Ordinal)
            ? int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && value == number
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value == number;
    }

    [GeneratedRegex(@"chain \w+ \{\s*type filter hook (?<hook>\w+) priority (?<priority>[\w-]+);( policy accept;)?(?<rules>[^}]*)\}")]
    private static partial Regex NftChain();

    [GeneratedRegex("^(?<direction>[io]ifname) != \"(?<interface>[^\"]+)\" udp dport (?<port>\\w+) @th,96,24 (== )?(?<id>\\w+)( counter packets \\d+ bytes \\d+)? drop$")]
    private static partial Regex NftRule();

    [GeneratedRegex("^-p udp -m udp --dport (?<port>\\w+) -m u32 --u32 \"0x0>>0x16&0x3c@0xc>>0x8=(?<id>\\w+)\" -j DROP$")]
    private static partial Regex IptablesDrop();
}
