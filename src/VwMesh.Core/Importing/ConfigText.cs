using System.Text.RegularExpressions;
using VwMesh.Rendering.NodeProgram;

namespace VwMesh.Importing;

/// <summary>A setting of a file.</summary>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="Key">Its key, as it is written.</param>
/// <param name="Value">Its value without spaces around it.</param>
/// <param name="Comment">What followed a <c>#</c> on the line.</param>
internal sealed record ConfigSetting(int Line, string Key, string Value, string? Comment)
{
    /// <summary>Keys compare without case (wg(8)).</summary>
    internal bool Is(string key) => Key.Equals(key, StringComparison.OrdinalIgnoreCase);

    /// <summary>The items of a value that lists them with commas, or with blanks as wg-quick(8) allows.</summary>
    internal IEnumerable<string> Items => Value.Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A section of a file.</summary>
/// <param name="Line">The line of its head, counted from 1.</param>
/// <param name="Name">Its name without brackets, as it is written.</param>
/// <param name="Settings">Its settings, in order.</param>
/// <param name="Comments">The lines of comment right before its head and within it, without <c>#</c>.</param>
internal sealed record ConfigSection(int Line, string Name, List<ConfigSetting> Settings, List<string> Comments)
{
    internal IEnumerable<ConfigSetting> All(string key) => Settings.Where(s => s.Is(key));

    /// <summary>The setting that counts where one can be: the last.</summary>
    internal ConfigSetting? Last(string key) => All(key).LastOrDefault();
}

/// <summary>
/// A file taken apart as wg(8) and wg-quick(8) do it: sections, keys without case, comments from <c>#</c> to the end of a line. Of a hook a
/// comment is what a shell takes for one.
/// </summary>
internal sealed partial class ConfigText
{
    private static readonly HashSet<string> OfWg = new(StringComparer.OrdinalIgnoreCase)
    {
        "PrivateKey", "ListenPort", "FwMark", "PublicKey", "PresharedKey", "AllowedIPs", "Endpoint", "PersistentKeepalive",
    };

    private ConfigText(ConfigSource source) => Source = source;

    internal ConfigSource Source { get; }

    internal List<ConfigSection> Sections { get; } = [];

    /// <summary>Lines that are neither section, setting nor comment, and settings before any section.</summary>
    internal List<int> Strays { get; } = [];

    /// <summary>All lines of comment, without <c>#</c>.</summary>
    internal List<string> Comments { get; } = [];

    internal ConfigSection? Interface => Sections.Find(s => IsNamed(s, "Interface"));

    internal IEnumerable<ConfigSection> Peers => Sections.Where(s => IsNamed(s, "Peer"));

    internal static ConfigText Of(ConfigSource source)
    {
        var text = new ConfigText(source);
        // Comments between two sections are of the second, unless an empty line or a setting parts them.
        var pending = new List<string>();
        foreach (var (index, raw) in source.Text.TrimStart('\ufeff').Split('\n').Index())
            text.Read(index + 1, raw.Trim(), pending);
        text.JoinInterfaces();
        return text;
    }

    // Both programs go on with the interface where its section begins again.
    private void JoinInterfaces()
    {
        foreach (var again in Sections.Where(s => s != Interface && IsNamed(s, "Interface")).ToList())
        {
            Interface!.Settings.AddRange(again.Settings);
            Interface.Comments.AddRange(again.Comments);
            Sections.Remove(again);
        }
    }

    internal static bool IsNamed(ConfigSection section, string name) => section.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private void Read(int line, string raw, List<string> pending)
    {
        var hash = CommentOf(raw);
        var content = (hash < 0 ? raw : raw[..hash]).Trim();
        var comment = hash < 0 ? null : raw[hash..].Trim('#', ' ', '\t');
        if (content.Length == 0)
        {
            if (string.IsNullOrEmpty(comment))
            {
                pending.Clear();
                return;
            }
            Comments.Add(comment);
            pending.Add(comment);
            if (TunnelFile.NamedEndpointOf(raw) is { } endpoint && Sections.Count > 0)
                Sections[^1].Settings.Add(new ConfigSetting(line, "Endpoint", endpoint, null));
            if (Sections.Count > 0)
                Sections[^1].Comments.Add(comment);
        }
        else if (SectionHead().Match(content) is { Success: true } head)
        {
            if (Sections.Count > 0)
                Sections[^1].Comments.RemoveRange(Sections[^1].Comments.Count - pending.Count, pending.Count);
            Sections.Add(new ConfigSection(line, head.Groups[1].Value, [], [.. pending, .. comment is null ? Array.Empty<string>() : [comment]]));
            pending.Clear();
        }
        else if (content.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && Sections.Count > 0)
        {
            var (key, value) = (content[..equals].Trim(), content[(equals + 1)..].Trim());
            // wg(8) takes all blanks out of its lines; wg-quick(8) does not.
            var isOfWg = OfWg.TryGetValue(Joined(key), out var known);
            Sections[^1].Settings.Add(new ConfigSetting(line, isOfWg ? known! : key, isOfWg ? Joined(value) : value, comment));
            pending.Clear();
        }
        else
        {
            Strays.Add(line);
            pending.Clear();
        }
    }

    // A hook is a shell's line: there a # may be a part of a word, which old wireguard-tools cut and later ones keep.
    private static int CommentOf(string line)
    {
        var equals = line.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 || !Enum.TryParse<HookKind>(line[..equals].Trim(), ignoreCase: true, out _))
            return line.IndexOf('#', StringComparison.Ordinal);
        return ShellLine.CommentOf(line[(equals + 1)..]) is >= 0 and var hash ? equals + 1 + hash : -1;
    }

    private static string Joined(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    [GeneratedRegex(@"^\[\s*(\w+)\s*\]$", RegexOptions.CultureInvariant)]
    private static partial Regex SectionHead();
}
