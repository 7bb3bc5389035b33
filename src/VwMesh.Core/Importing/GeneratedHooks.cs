using System.Globalization;
using System.Text.RegularExpressions;
using VwMesh.Model;
using VwMesh.Rendering.NodeProgram;

namespace VwMesh.Importing;

/// <summary>
/// Tells the hooks that vwgen or VwMesh wrote from the user's own, and reads from them what the network file says elsewhere: the settings of
/// the VXLAN interface and its addresses. VwMesh's are known by their places more than by their letters, so that those of other versions are
/// known too: its PostUp lines end where the VXLAN interface is set up, and its PreDown line is the last.
/// </summary>
internal sealed partial class GeneratedHooks
{
    private const string SetUp = "ip link set v%i up";

    private readonly Dictionary<HookKind, List<ConfigSetting>> _own =
        Enum.GetValues<HookKind>().ToDictionary(kind => kind, _ => new List<ConfigSetting>());

    internal GeneratedHooks(ConfigSection section, string tunnel, string? program)
    {
        var hooks = section.Settings
            .Where(s => Enum.TryParse<HookKind>(s.Key, ignoreCase: true, out var kind) && Enum.IsDefined(kind))
            .Select(s => new Line(
                Enum.Parse<HookKind>(s.Key, ignoreCase: true), s with { Value = Trap().Replace(s.Value, "") }, Trap().IsMatch(s.Value)))
            .ToList();
        if (program is not null && hooks.Find(h => TunnelFile.RunsProgram(h.Setting.Value)) is { } run && ProgramValues.Read(program) is { } values)
        {
            TakeProgram(values, run.Setting, hooks);
            (IsProgram, HasVxlan, UPnP, Guard, IsRelay, OpensFirewall) = (true, true, values.MapsPort, values.Guard, values.IsRelay, values.OpensFirewall);
            return;
        }
        var isOurs = hooks.Exists(h => TakeVxlan(h.Setting));
        Adopted = isOurs ? null : HandmadeVxlan.Of([.. hooks.Select(h => h.Setting)], tunnel);
        if (Adopted is { } adopted)
        {
            (VxlanSetting, VxlanId, VxlanMtu, VxlanPort) = (adopted.MadeBy, adopted.Id, adopted.Mtu, adopted.Port);
            HardwareAddress = adopted.HardwareAddress;
            Addresses.AddRange(adopted.Addresses);
        }
        HasVxlan = isOurs || Adopted is not null;
        var generated = Adopted is not null ? [.. hooks.Where(h => Adopted.Hooks.Contains(h.Setting))]
            : !isOurs ? [] : hooks.Exists(h => h.HasTrap) ? OfVwMesh(hooks) : [.. hooks.Where(IsOfVwgen)];
        foreach (var hook in hooks)
        {
            if (generated.Contains(hook) && isOurs)
                Addresses.AddRange(AddAddress().Matches(hook.Setting.Value).Select(m => (hook.Setting, m.Groups[1].Value)));
            else if (!generated.Contains(hook))
                _own[hook.Kind].Add(hook.Setting);
        }
        Routes = [.. generated.Select(h => (h.Setting, Match: SubnetRoute().Match(h.Setting.Value))).Where(r => r.Match.Success)
            .Select(r => (r.Setting, r.Match.Groups["subnet"].Value, r.Match.Groups["gateway"].Value))];
        UPnP = generated.Any(h => PortMapping().IsMatch(h.Setting.Value));
        Guard = !hooks.Exists(h => h.HasTrap) ? null
            : generated.Any(h => NftablesGuard().IsMatch(h.Setting.Value)) ? Model.Guard.Nftables
            : generated.Any(h => IptablesGuard().IsMatch(h.Setting.Value)) ? Model.Guard.Iptables
            : Model.Guard.None;
    }

    /// <summary>Whether a program beside the file makes the VXLAN interface.</summary>
    internal bool IsProgram { get; }

    /// <summary>Whether the program makes the node a relay.</summary>
    internal bool IsRelay { get; }

    /// <summary>Whether the program lets the Ethernet's packets through the host's firewall.</summary>
    internal bool OpensFirewall { get; }

    /// <summary>Whether the hooks make a VXLAN interface that is known whole; without, all hooks are the user's.</summary>
    internal bool HasVxlan { get; }

    /// <summary>The VXLAN interface of a person's own hooks, which the network's takes the place of.</summary>
    internal HandmadeVxlan? Adopted { get; }

    internal ConfigSetting? VxlanSetting { get; private set; }

    internal int VxlanId { get; private set; }

    /// <summary>The MTU; <see langword="null"/> where Linux chose it.</summary>
    internal int? VxlanMtu { get; private set; }

    internal int VxlanPort { get; private set; }

    internal string? HardwareAddress { get; private set; }

    /// <summary>The addresses of the VXLAN interface, the derived one among them.</summary>
    internal List<(ConfigSetting Setting, string Address)> Addresses { get; } = [];

    internal bool UPnP { get; }

    /// <summary>The routes to networks behind other nodes.</summary>
    internal IReadOnlyList<(ConfigSetting Setting, string Subnet, string Gateway)> Routes { get; private set; } = [];

    /// <summary>What guards the VXLAN port; <see langword="null"/> when the file is not VwMesh's and so does not say.</summary>
    internal Guard? Guard { get; }

    /// <summary>The user's own hooks.</summary>
    internal IReadOnlyList<ConfigSetting> Own(HookKind kind) => _own[kind];

    private void TakeProgram(ProgramValues values, ConfigSetting run, List<Line> hooks)
    {
        (VxlanSetting, VxlanId, VxlanMtu, VxlanPort, HardwareAddress) = (run, values.VxlanId, values.VxlanMtu, values.VxlanPort, values.Mac);
        Addresses.AddRange(values.Addresses.Select(address => (run, address)));
        Routes = [.. values.Routes.Select(route => (run, route.Subnet, route.Gateway))];
        foreach (var hook in hooks.Where(h => !TunnelFile.RunsProgram(h.Setting.Value)))
            _own[hook.Kind].Add(hook.Setting);
        _own[HookKind.PostUp].AddRange(values.PostUp.Select(hook => run with { Value = hook }));
        _own[HookKind.PreDown].AddRange(values.PreDown.Select(hook => run with { Value = hook }));
    }

    private bool TakeVxlan(ConfigSetting setting)
    {
        if (Vxlan().Match(setting.Value) is not { Success: true } match
            || !int.TryParse(match.Groups["vni"].ValueSpan, CultureInfo.InvariantCulture, out var vni)
            || !int.TryParse(match.Groups["mtu"].ValueSpan, CultureInfo.InvariantCulture, out var mtu)
            || !int.TryParse(match.Groups["port"].ValueSpan, CultureInfo.InvariantCulture, out var port))
            return false;
        (VxlanSetting, VxlanId, VxlanMtu, VxlanPort) = (setting, vni, mtu, port);
        HardwareAddress = match.Groups["mac"].Success ? match.Groups["mac"].Value : null;
        return true;
    }

    private static HashSet<Line> OfVwMesh(List<Line> hooks)
    {
        var postUp = hooks.FindAll(h => h.Kind == HookKind.PostUp);
        return
        [
            .. postUp.Take(postUp.FindIndex(h => h.Setting.Value == SetUp) + 1),
            .. hooks.Where(h => h.Kind == HookKind.PreDown).TakeLast(1),
            .. hooks.Where(h => h.Kind == HookKind.PostDown
                && (NftablesGuard().IsMatch(h.Setting.Value) || IptablesGuard().IsMatch(h.Setting.Value))),
            .. hooks.Where(h => PortMapping().IsMatch(h.Setting.Value)),
            .. hooks.Where(h => h.Kind == HookKind.PostUp && SubnetRoute().IsMatch(h.Setting.Value)),
        ];
    }

    private static bool IsOfVwgen(Line hook)
    {
        var command = hook.Setting.Value;
        return hook.Kind switch
        {
            HookKind.PreUp => command == "ethtool -K v%i tx off rx off" || Vxlan().IsMatch(command) || Redirects().IsMatch(command)
                || AddressLine().IsMatch(command) || PortMapping().IsMatch(command),
            HookKind.PostUp => command == SetUp || Flood().IsMatch(command),
            HookKind.PreDown => command == "ip link set v%i down",
            _ => command == "ip link delete v%i",
        };
    }

    // What VwMesh puts before each line, so that a failed start leaves nothing behind.
    [GeneratedRegex(@"^trap '[^']*\bip link delete v%i;[^']*' EXIT INT TERM; ", RegexOptions.CultureInvariant)]
    private static partial Regex Trap();

    [GeneratedRegex(
        @"(?:^|; )ip link add v%i (?:address (?<mac>\S+) )?mtu (?<mtu>\d+) type vxlan id (?<vni>\d+)"
        + @"(?: local \S+)? dstport (?<port>\d+)(?: [a-z0-9]+)*(?:;|$| \|\| true$)",
        RegexOptions.CultureInvariant)]
    private static partial Regex Vxlan();

    [GeneratedRegex(@"^ip address add \S+ dev v%i \|\| true$", RegexOptions.CultureInvariant)]
    private static partial Regex AddressLine();

    [GeneratedRegex(@"ip address add (\S+) dev v%i", RegexOptions.CultureInvariant)]
    private static partial Regex AddAddress();

    [GeneratedRegex(@"^sysctl -w(?: net\.ipv[46]\.conf\.v%i\.(?:accept|send)_redirects=0)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Redirects();

    [GeneratedRegex(@"^bridge fdb append 00:00:00:00:00:00 dev v%i dst \S+ via %i$", RegexOptions.CultureInvariant)]
    private static partial Regex Flood();

    [GeneratedRegex(@"^nft '?.*table inet vwmesh-", RegexOptions.CultureInvariant)]
    private static partial Regex NftablesGuard();

    [GeneratedRegex(@"iptables -w -t mangle.* vwmesh-%i", RegexOptions.CultureInvariant)]
    private static partial Regex IptablesGuard();

    [GeneratedRegex(@"^upnpc -r \d+ udp &$|^(?:coproc )?upnpc (?:-e VwMesh-%i -r|-d) \d+ udp <", RegexOptions.CultureInvariant)]
    private static partial Regex PortMapping();

    [GeneratedRegex(@"^ip route replace (?<subnet>[0-9a-f:./]+) via (?<gateway>[0-9a-f:.]+) dev v%i metric \d+ onlink \|\| :$", RegexOptions.CultureInvariant)]
    private static partial Regex SubnetRoute();

    private sealed record Line(HookKind Kind, ConfigSetting Setting, bool HasTrap);
}
