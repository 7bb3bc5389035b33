using System.Globalization;
using System.Text.RegularExpressions;
using VwMesh.Model;

namespace VwMesh.Rendering.NodeProgram;

/// <summary>The values of a node, read back from its program.</summary>
/// <param name="VxlanId">The VNI.</param>
/// <param name="VxlanPort">The UDP port of VXLAN.</param>
/// <param name="VxlanMtu">The MTU of the Ethernet, in bytes.</param>
/// <param name="Mac">The hardware address.</param>
/// <param name="Addresses">The addresses on the Ethernet, with prefix lengths.</param>
/// <param name="Guard">What guards the VXLAN port.</param>
/// <param name="PostUp">The user's commands when everything is up.</param>
/// <param name="PreDown">The user's commands before anything is taken down.</param>
/// <param name="MapsPort">Whether the node asks its router to map the port.</param>
/// <param name="TimeToLive">The TTL of the Ethernet's packets.</param>
/// <param name="IsRelay">Whether the node forwards between nodes without a tunnel.</param>
/// <param name="OpensFirewall">Whether the host's firewall lets the Ethernet's packets in from the tunnels.</param>
/// <param name="Routes">The networks behind other members, and the address of the member on the Ethernet.</param>
internal sealed partial record ProgramValues(
    int VxlanId, int VxlanPort, int VxlanMtu, string Mac, ValueList<string> Addresses, Guard Guard, ValueList<string> PostUp, ValueList<string> PreDown, bool MapsPort,
    int TimeToLive, bool IsRelay, bool OpensFirewall, ValueList<(string Subnet, string Gateway)> Routes)
{
    /// <summary>Reads a program that any version of VwMesh wrote.</summary>
    /// <param name="text">The text of the program.</param>
    /// <returns>The values; <see langword="null"/> for another text.</returns>
    internal static ProgramValues? Read(string text)
    {
        var values = Assignment().Matches(text).GroupBy(m => m.Groups["name"].Value).ToDictionary(g => g.Key, g => g.First().Groups["value"].Value);
        if (Number("vni") is not { } id || Number("port") is not { } port || Number("mtu") is not { } mtu || !values.TryGetValue("mac", out var mac) || !values.TryGetValue("addresses", out var addresses))
            return null;
        var guard = values.GetValueOrDefault("guard_program") switch
        {
            "nft" => Guard.Nftables,
            "iptables" => Guard.Iptables,
            _ => Guard.None,
        };
        return new ProgramValues(id, port, mtu, mac, addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToValueList(), guard,
            HooksOf(text, "post_up"), HooksOf(text, "pre_down"), PortMapping().IsMatch(text),
            Number("ttl") ?? 1, values.GetValueOrDefault("relay") == "yes", values.GetValueOrDefault("firewall") == "open", RoutesOf(text));

        int? Number(string name) => int.TryParse(values.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    private static ValueList<string> HooksOf(string text, string function) =>
        Function().Matches(text).FirstOrDefault(m => m.Groups["name"].Value == function)?.Groups["hook"].Captures
            .Select(c => c.Value.Replace(@"'\''", "'", StringComparison.Ordinal)).ToValueList() ?? [];

    private static ValueList<(string Subnet, string Gateway)> RoutesOf(string text) => Subnets().Match(text).Groups["line"].Captures
        .Select(line => line.Value.Split(' ')).Where(words => words.Length == 3).Select(words => (words[0], words[1])).ToValueList();

    [GeneratedRegex(@"^subnets\(\) \{ cat <<'END'\n(?:(?<line>.+)\n)*?END$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Subnets();

    [GeneratedRegex("^(?<name>[a-z_]+)=(?:'(?<value>[^']*)'|(?<value>[^\\s']*))", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^(?<name>post_up|pre_down)\(\) +\{ (?:hook '(?<hook>(?:[^']|'\\'')*)'(?: && |; )?)+; \}$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Function();

    [GeneratedRegex(@"^map_port\(\) .*upnpc", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex PortMapping();
}
