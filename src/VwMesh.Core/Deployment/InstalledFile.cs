using System.Globalization;
using System.Text.RegularExpressions;
using VwMesh.Rendering.NodeProgram;

namespace VwMesh.Deployment;

/// <summary>
/// What a node's installed file says that cannot be asked of the running interface: hooks, endpoints as names, and which addresses are the file's.
/// </summary>
internal sealed partial class InstalledFile
{
    // What runs these lines brings is asked of the node itself.
    private static readonly string[] Running = ["ListenPort", "PrivateKey", "Address", "MTU", "FwMark", "SaveConfig"];
    private static readonly string[] Later = ["PreDown", "PostDown"];

    private const string NameOfPeer = "# Peer ";

    /// <summary>What a node has that has no file.</summary>
    internal static InstalledFile None { get; } = new();

    /// <summary>The lines of [Interface] that only a start of the interface brings into force, without VwMesh's own.</summary>
    internal IReadOnlyList<string> Starting { get; private init; } = [];

    /// <summary>The endpoints of the peers, by their public keys.</summary>
    internal IReadOnlyDictionary<string, string> Endpoints { get; private init; } = new Dictionary<string, string>();

    /// <summary>The names that VwMesh gave the peers, by their public keys.</summary>
    internal IReadOnlyDictionary<string, string> Names { get; private init; } = new Dictionary<string, string>();

    /// <summary>The addresses the file gives to the two interfaces, with prefix length; others are somebody else's.</summary>
    internal IReadOnlySet<string> Addresses { get; private init; } = new HashSet<string>();

    /// <summary>The VNI of the VXLAN interface that the file makes; 0 for none.</summary>
    internal int VxlanId { get; private init; }

    /// <summary>Whether a hook sets preshared keys, as wg-quick(8) shows it.</summary>
    internal bool SetsPresharedKeys => Starting.Any(line => line.Contains("preshared-key", StringComparison.Ordinal));

    /// <summary>Reads the files of a node.</summary>
    /// <param name="text">wg-quick's file, which anybody may have written.</param>
    /// <param name="program">The program beside it, or <see langword="null"/> where the hooks of wg-quick's file make the Ethernet.</param>
    internal static InstalledFile Read(string text, string? program)
    {
        var starting = new List<string>();
        var (endpoints, names) = (new Dictionary<string, string>(), new Dictionary<string, string>());
        var addresses = AddedAddress().Matches(text).Select(m => m.Groups[1].Value).ToHashSet();
        var vxlanId = MadeVxlan().Match(text) is { Success: true } made ? int.Parse(made.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
        if (program is not null && ProgramValues.Read(program) is { } values)
        {
            vxlanId = values.VxlanId;
            addresses.UnionWith(values.Addresses);
            starting.AddRange(values.PostUp.Select(hook => $"PostUp = {hook}"));
            if (values.MapsPort)
                starting.Add("UPnP = true");
        }
        var isInterface = false;
        string? peer = null, comment = null;
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == '#')
            {
                comment = line;
                if (peer is not null && TunnelFile.NamedEndpointOf(line) is { } named)
                    endpoints[peer] = named;
                continue;
            }
            if (line[0] == '[')
            {
                (isInterface, peer) = (line.Equals("[Interface]", StringComparison.OrdinalIgnoreCase), null);
                continue;
            }
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var (key, value) = equals < 0 ? (line, "") : (line[..equals].TrimEnd(), line[(equals + 1)..].TrimStart());
            if (isInterface && Is(key, "Address"))
                addresses.UnionWith(value.Split(',', StringSplitOptions.TrimEntries));
            if (isInterface && !Is(key, Running) && !Is(key, Later) && !TunnelFile.RunsProgram(value))
                starting.Add($"{key} = {value}");
            else if (!isInterface && Is(key, "PublicKey"))
            {
                peer = value;
                if (comment?.StartsWith(NameOfPeer, StringComparison.Ordinal) == true)
                    names[peer] = comment[NameOfPeer.Length..].Split(',')[0];
                comment = null;
            }
            else if (peer is not null && Is(key, "Endpoint"))
                endpoints[peer] = value;
        }
        return new InstalledFile { Starting = starting, Endpoints = endpoints, Names = names, Addresses = addresses, VxlanId = vxlanId };
    }

    private static bool Is(string key, params string[] names) => names.Contains(key, StringComparer.OrdinalIgnoreCase);

    [GeneratedRegex(@"\bip link add v%i .*\btype vxlan id ([0-9]{1,8}) ")]
    private static partial Regex MadeVxlan();

    [GeneratedRegex(@"\bip (?:-[46] )?addr(?:ess)? add (\S+) dev v%i\b")]
    private static partial Regex AddedAddress();
}
