using System.Globalization;
using System.Text.RegularExpressions;

namespace VwMesh.MeshTests.Lab;

/// <summary>A host that runs a node of a mesh from the module's own file, by wg-quick.</summary>
internal sealed partial class MeshNode(Host host, string network)
{
    internal Host Host => host;

    internal string Name => host.Name;

    /// <summary>The VXLAN interface.</summary>
    internal string Vxlan => "v" + network;

    /// <summary>Puts a file where wg-quick looks for it.</summary>
    internal Task InstallAsync(string file) => host.RunAsync($"install -m 600 '{file}' '/etc/wireguard/{network}.conf'");

    internal Task<string> UpAsync() => host.RunAsync($"wg-quick up '{network}'", 60);

    internal Task<Outcome> TryUpAsync(int seconds = 60) => host.TryAsync($"wg-quick up '{network}'", seconds);

    internal Task<string> DownAsync() => host.RunAsync($"wg-quick down '{network}'");

    internal Task<Outcome> TryDownAsync() => host.TryAsync($"wg-quick down '{network}'");

    /// <summary>The public key of the running interface.</summary>
    internal async Task<string> PublicKeyAsync() => (await host.RunAsync($"wg show '{network}' public-key")).Trim();

    /// <summary>The node's IPv4 address inside the mesh.</summary>
    internal Task<string> MeshIPv4Async() => MeshAddressAsync("-4", "inet ");

    /// <summary>The node's derived IPv6 address inside the mesh.</summary>
    internal Task<string> MeshIPv6Async() => MeshAddressAsync("-6", "inet6 ");

    /// <summary>Where frames for everyone go: link-layer addresses, sorted.</summary>
    internal async Task<IReadOnlyList<string>> FloodListAsync()
    {
        var entries = await host.RunAsync($"bridge fdb show dev '{Vxlan}'");
        return [.. FloodEntry().Matches(entries).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)];
    }

    /// <summary>What is left of the network on the host: interfaces, tables, rules, processes; empty when nothing is.</summary>
    internal async Task<string> RemainsAsync() => (await host.RunAsync($$"""
        ip -o link show dev '{{network}}' 2>/dev/null || :
        ip -o link show dev '{{Vxlan}}' 2>/dev/null || :
        nft list tables | grep -F 'vwmesh-{{network}}' || :
        ls /run | grep vwmesh- || :
        iptables -t mangle -S | grep -F 'vwmesh-{{network}}' || :
        for p in $(pgrep -x wireguard-go || :); do grep -zx '{{network}}' /proc/$p/cmdline | tr '\0' ' ' || :; done
        """)).Trim();

    /// <summary>Pings once and again until an answer comes.</summary>
    internal async Task<bool> ReachesAsync(string address, int seconds = 20) => (await host.TryAsync(
        string.Create(CultureInfo.InvariantCulture, $"for i in $(seq {seconds * 2}); do ping -n -q -c 1 -W 0.5 {address} && exit 0; sleep 0.3; done; exit 1"),
        (seconds * 2) + 5)).Succeeded;

    /// <summary>Pings with the arguments given, and counts.</summary>
    internal async Task<PingCount> PingAsync(string arguments, int seconds = 30) =>
        PingCount.Read((await host.TryAsync($"ping -n -q {arguments}", seconds)).Output);

    private async Task<string> MeshAddressAsync(string family, string word)
    {
        var line = await host.RunAsync($"ip {family} -o address show dev '{Vxlan}' scope global");
        return line[(line.IndexOf(word, StringComparison.Ordinal) + word.Length)..].Split('/')[0];
    }

    [GeneratedRegex(@"^00:00:00:00:00:00 dst (\S+)", RegexOptions.Multiline)]
    private static partial Regex FloodEntry();
}
