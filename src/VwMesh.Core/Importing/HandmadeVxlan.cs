using System.Globalization;

namespace VwMesh.Importing;

/// <summary>A VXLAN interface that hooks make with ip(8) and bridge(8), without VwMesh or vwgen.</summary>
internal sealed class HandmadeVxlan
{
    // The port of Linux without the word dstport. It is older than 4789, the port that IANA gave.
    private const int KernelsPort = 8472;

    private HandmadeVxlan(string name, ConfigSetting made) => (Interface, MadeBy) = (name, made);

    /// <summary>The name of the interface, as the hooks write it.</summary>
    internal string Interface { get; }

    /// <summary>The hook that makes it.</summary>
    internal ConfigSetting MadeBy { get; }

    internal int Id { get; private set; }

    internal int Port { get; private set; } = KernelsPort;

    internal int? Mtu { get; private set; }

    internal string? HardwareAddress { get; private set; }

    internal List<(ConfigSetting Setting, string Address)> Addresses { get; } = [];

    /// <summary>The hooks that do nothing else than make, fill and remove the interface.</summary>
    internal List<ConfigSetting> Hooks { get; } = [];

    /// <summary>Finds the interface in hooks.</summary>
    /// <param name="hooks">The hooks of a file, in order.</param>
    /// <param name="tunnel">The WireGuard interface of the file.</param>
    /// <returns>The interface; <see langword="null"/> when none is made, or by a line that does more than this class understands.</returns>
    internal static HandmadeVxlan? Of(IReadOnlyList<ConfigSetting> hooks, string tunnel)
    {
        var understood = hooks.Select(h => (Hook: h, Commands: ShellLine.CommandsOf(h.Value))).Where(h => h.Commands is { Count: > 0 }).ToList();
        var vxlan = understood.SelectMany(h => h.Commands!.Select(c => Made(h.Hook, c, tunnel))).FirstOrDefault(v => v is not null);
        if (vxlan is null)
            return null;
        foreach (var (hook, commands) in understood)
        {
            if (commands!.All(c => vxlan.IsAbout(c, tunnel)))
                vxlan.Take(hook, commands!);
        }
        return vxlan.Hooks.Contains(vxlan.MadeBy) ? vxlan : null;
    }

    // ip link add [link DEV] [name] NAME [address MAC] [mtu N] type vxlan id N [dev DEV] [dstport N] …
    private static HandmadeVxlan? Made(ConfigSetting hook, string[] command, string tunnel)
    {
        var type = Array.IndexOf(command, "type");
        if (!IsIp(command, "link", "add", out var first) || type < first || type + 1 >= command.Length || command[type + 1] != "vxlan")
            return null;
        var (head, tail) = (command[first..type], command[(type + 2)..]);
        var name = After(head, "name") ?? head.Where((word, i) => !IsKey(word) && (i == 0 || !IsKey(head[i - 1]))).FirstOrDefault();
        if (name is null || !int.TryParse(After(tail, "id") ?? After(tail, "vni"), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || tail.Contains("external") || (After(tail, "dev") ?? After(head, "link")) is { } over && over != "%i" && over != tunnel)
            return null;
        return new HandmadeVxlan(name, hook)
        {
            Id = id,
            Port = int.TryParse(After(tail, "dstport"), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : KernelsPort,
            Mtu = Number(After(head, "mtu")),
            HardwareAddress = After(head, "address"),
        };
    }

    private bool IsAbout(string[] command, string tunnel) =>
        ReferenceEquals(Made(MadeBy, command, tunnel)?.Interface, null) ? IsIpAbout(command) || IsBridgeAbout(command) : Made(MadeBy, command, tunnel)!.Interface == Interface;

    private bool IsIpAbout(string[] command) =>
        (IsIp(command, "link", "set", out var first) && IsNamed(command[first..]) && command.Skip(first).Except(["dev", Interface]).All(IsPlainSetting))
        || (IsIp(command, "link", "delete", out first) && IsNamed(command[first..]))
        || (IsIp(command, "address", "add", out first) && After(command[first..], "dev") == Interface && command.Length == first + 3);

    private bool IsBridgeAbout(string[] command) =>
        command.Length > 3 && command[0] == "bridge" && command[1] == "fdb" && command[2] is "append" or "add" or "del" && After(command, "dev") == Interface;

    private void Take(ConfigSetting hook, IReadOnlyList<string[]> commands)
    {
        Hooks.Add(hook);
        foreach (var command in commands)
        {
            if (IsIp(command, "address", "add", out var first))
                Addresses.Add((hook, command[first..].First(w => w != "dev" && w != Interface)));
            else if (IsIp(command, "link", "set", out first))
                Mtu = Number(After(command[first..], "mtu")) ?? Mtu;
        }
    }

    private bool IsNamed(string[] words) => words.Length > 0 && (words[0] == Interface || (words.Length > 1 && words[0] == "dev" && words[1] == Interface));

    private static bool IsPlainSetting(string word) => word is "up" or "down" or "mtu" || Number(word) is not null;

    private static bool IsKey(string word) => word is "link" or "name" or "dev" or "address" or "mtu" or "txqueuelen" or "qlen" or "numtxqueues" or "numrxqueues";

    // ip(8) takes the beginnings of its words, and options before them.
    private static bool IsIp(string[] command, string item, string verb, out int first)
    {
        first = command.Skip(1).TakeWhile(w => w.StartsWith('-')).Count() + 1;
        if (command[0] is not ("ip" or "/sbin/ip" or "/usr/sbin/ip") || command.Length < first + 2
            || !item.StartsWith(command[first], StringComparison.Ordinal) || !verb.StartsWith(command[first + 1], StringComparison.Ordinal))
            return false;
        first += 2;
        return true;
    }

    private static string? After(string[] words, string key) =>
        Array.IndexOf(words, key) is >= 0 and var i && i + 1 < words.Length ? words[i + 1] : null;

    private static int? Number(string? word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
