using System.Globalization;

namespace VwMesh.CoreTests.Storage;

/// <summary>A network file as no program writes it: every notation of TOML, odd spacing, comments everywhere. Each line knows what it is about.</summary>
internal sealed class RandomNetworkText
{
    private static readonly string[] Names = ["a", "B-2", "n.x", "ü", "x_y", "42", "Node", "lima"];
    private static readonly string[] Keys = ["iEKc+/7RGMd3YBfqrUP5EHwawppvTfV+nRMm9jNJ8kw=", "6BzIYxlNDs7MG9lN5O+6qSW72nZmHqTClsBP72wayVY="];

    private static readonly string[] NodeKeyNames = ["ListenPort", "Endpoint", "FwMark", "Address", "AllowedIPs", "PrivateKey", "PreUp", "UPnP", "Rack", "HostName", "UserName", "Port", "KeyFilePath", "Groups", "Relay"];

    private readonly Random _random;
    private readonly bool _forPython;
    private readonly List<(string Text, string[] About)> _lines = [];
    private int _comments;

    /// <summary>Makes a file.</summary>
    /// <param name="seed">The same seed makes the same file.</param>
    /// <param name="forPython">Leave out what Python's toml 0.10 misreads: a list of lists in an inline table, <c>#</c> in a text of several lines, blanks around dots.</param>
    internal RandomNetworkText(int seed, bool forPython = false)
    {
        _forPython = forPython;
        _random = new Random(seed);
        NewLine = Chance(3) ? "\r\n" : "\n";
        HasFinalNewLine = !Chance(4);
        HasBom = Chance(8);
        NodeNames = [.. Names.OrderBy(_ => _random.Next()).Take(_random.Next(1, 5))];
        Write();
    }

    internal string NewLine { get; }

    internal bool HasFinalNewLine { get; }

    internal bool HasBom { get; }

    internal string[] NodeNames { get; }

    internal IReadOnlyList<(string Text, string[] About)> Lines => _lines;

    internal string Text => (HasBom ? "\ufeff" : "") + string.Join(NewLine, _lines.Select(l => l.Text)) + (HasFinalNewLine ? NewLine : "");

    private void Write()
    {
        var sections = new List<Action>();
        var root = new List<Action> { () => Line("title = \"untouched\"") };
        switch (_random.Next(4))
        {
            case 0:
                root.AddRange(NetworkKeys().Select(k => (Action)(() => Line($"Network{Dot()}{k.Key} = {k.Value}", k.Key))));
                break;
            case 1:
                root.Add(() => Line($"Network = {{ {string.Join(", ", NetworkKeys().Select(k => $"{k.Key} = {k.Value}"))} }}", [.. NetworkKeys().Select(k => k.Key)]));
                break;
            default:
                sections.Add(() =>
                {
                    Header("", "Network");
                    foreach (var (key, value) in NetworkKeys())
                        KeyLine("", key, value, key);
                    Trailing("");
                });
                break;
        }
        switch (_random.Next(5))
        {
            case 0:
                root.Add(() => Line($"Node = {{ {string.Join(", ", NodeNames.Select(n => $"{Quote(n)} = {Inline(n)}"))} }}", ["Node", .. AboutAll()]));
                break;
            case 1:
                foreach (var node in NodeNames)
                    root.AddRange(NodeKeys().Select(k => (Action)(() => KeyLine("", $"Node{Dot()}{Quote(node)}{Dot()}{k.Key}", k.Value, node, $"{node}/{k.Key}"))));
                break;
            case 2:
                sections.Add(() =>
                {
                    Header("", "Node");
                    foreach (var node in NodeNames)
                    {
                        if (Chance(2))
                            Line($"{Quote(node)} = {Inline(node)}", [node, .. AboutNode(node)]);
                        else
                            foreach (var (key, value) in NodeKeys())
                                KeyLine("", $"{Quote(node)}{Dot()}{key}", value, node, $"{node}/{key}");
                    }
                });
                break;
            default:
                foreach (var node in NodeNames)
                    sections.Add(() => NodeSection(node));
                foreach (var node in NodeNames.Where(_ => Chance(4)))
                    sections.Add(() =>
                    {
                        Header(node, $"Node{Dot()}{Quote(node)}{Dot()}Extra");
                        Line($"Site = \"{node}\"", node);
                    });
                break;
        }
        Blacklist(root, sections);
        if (!_forPython && Chance(2))
            sections.Add(() =>
            {
                Header("", "Foreign");
                Line("text = \"\"\"");
                Line("# no comment");
                Line("[Node.none]");
                Line("\"\"\"");
            });
        if (Chance(3))
            sections.Add(() =>
            {
                Header("", "[list]");
                Line("Endpoint = 1979-05-27T07:32:00Z");
                Header("", "[list]");
            });
        foreach (var write in root.OrderBy(_ => _random.Next()))
        {
            Comments();
            write();
        }
        foreach (var write in sections.OrderBy(_ => _random.Next()))
        {
            Gap();
            write();
        }
        Comments();
    }

    private static (string Key, string Value)[] NetworkKeys() =>
        [("VxlanID", "7"), ("VxlanMTU", "1_370"), ("AddressPoolIPv6", "'fd00::/64'"), ("AddressPoolIPv4", "\"10.0.0.0/24\""), ("Peering", "[ '*:*' ]"), ("Contact", "\"noc\"")];

    private (string Key, string Value)[] NodeKeys() =>
        [.. new[]
        {
            ("ListenPort", _random.Next(1, 65535).ToString(CultureInfo.InvariantCulture)),
            ("Endpoint", Literal(Chance(3) ? "host.example" : "192.0.2.1:99")),
            ("FwMark", Chance(2) ? "0x10" : "0"),
            ("Address", List("10.0.0.1/24", "10.0.0.2/24", "fd00::5/64")),
            ("AllowedIPs", List("169.254.1.1", "10.9.0.0/16")),
            ("PrivateKey", Literal(Keys[_random.Next(Keys.Length)])),
            ("PreUp", List("echo a, b", "echo c")),
            ("UPnP", "true"),
            ("HostName", Literal("login.example")),
            ("Port", "22"),
            ("Groups", List("hub", "eu-west", "ü")),
            ("Relay", Chance(2) ? "true" : "false"),
            ("Rack", "[ 1, 2 ]"),
        }.Where(k => k.Item1 == "ListenPort" || !Chance(4)).OrderBy(_ => _random.Next())];

    private void NodeSection(string node)
    {
        Header(node, $"{(Chance(5) ? "\"Node\"" : "Node")}{Dot()}{Quote(node)}");
        var keys = NodeKeys();
        for (var i = 0; i < keys.Length; i++)
        {
            if (i > 0 && Chance(4))
                Line(Comment(), node);
            if (i > 0 && Chance(8))
                Line("", "blank");
            KeyLine(node, keys[i].Key, keys[i].Value, node + "/" + keys[i].Key);
        }
        Trailing(node);
    }

    private void Header(string about, string name)
    {
        if (Chance(3))
            Line(Comment(), about);
        Line($"{Blanks()}[{Pad(name)}]{Blanks()}{(Chance(4) ? Comment() : "")}", about);
    }

    // Below the last key, comments may be taken for those of the table.
    private void Trailing(string about)
    {
        if (Chance(4))
            Line(Comment(), about);
    }

    private void KeyLine(string about, string key, string value, params string[] more)
    {
        var indent = Chance(4) ? "\t" : "";
        var equals = Chance(3) ? "=" : Chance(3) ? "   =  " : " = ";
        var lines = value.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var text = (i == 0 ? indent + key + equals : "") + lines[i] + (i == lines.Length - 1 && Chance(4) ? "  " + Comment() : "");
            // A line of nothing but a comment stays even where the list around it changes; only the table's end is its end. Groups leave the file when the last one goes.
            Line(text, lines[i].TrimStart().StartsWith('#') && !key.EndsWith("Groups", StringComparison.Ordinal) ? [about, .. more.Where(NodeNames.Contains)] : [about, .. more]);
        }
    }

    private void Blacklist(List<Action> root, List<Action> sections)
    {
        var pairs = new List<string>();
        for (var i = 0; i < _random.Next(4); i++)
        {
            var one = Chance(5) ? "nobody" : NodeNames[_random.Next(NodeNames.Length)];
            var other = NodeNames[_random.Next(NodeNames.Length)];
            pairs.Add($"[{Literal(one)}, {Literal(other)}]");
            if (!Chance(3))
                pairs.Add($"[ {Literal(other)}, {Literal(one)},]");
        }
        var list = Raw([.. pairs]);
        switch (_random.Next(4))
        {
            case 0:
                break;
            case 1:
                root.Add(() => KeyLine("", $"PeerBlacklist{Dot()}Blacklist", list, "Blacklist"));
                break;
            case 2 when !_forPython:
                root.Add(() => KeyLine("", "PeerBlacklist", $"{{Blacklist = {list}}}", "Blacklist"));
                break;
            default:
                sections.Add(() =>
                {
                    Header("", "PeerBlacklist");
                    if (Chance(5))
                        return;
                    KeyLine("", "Blacklist", list, "Blacklist");
                });
                break;
        }
    }

    private string Inline(string node)
    {
        var keys = NodeKeys().Where(k => !k.Value.Contains('\n', StringComparison.Ordinal)).ToArray();
        return keys.Length == 0 ? "{}" : Chance(2)
            ? $"{{ {string.Join(", ", keys.Select(k => $"{k.Key} = {k.Value}"))} }}"
            : $"{{{string.Join(" ,", keys.Select(k => $"{k.Key}={k.Value}"))}}}";
    }

    internal static string[] AboutNode(string? node) => [.. NodeKeyNames.Select(k => $"{node}/{k}")];

    private string[] AboutAll() => [.. NodeNames.Concat(NodeNames.SelectMany(AboutNode))];

    private string List(params string[] values) => Raw([.. values.Take(_random.Next(values.Length + 1)).Select(Literal)]);

    private string Raw(string[] items)
    {
        switch (_random.Next(4))
        {
            case 0:
                return $"[{string.Concat(items.Select(i => $" {i},"))}]";
            case 1:
                return $"[{string.Join(",", items)}]";
            case 2:
                return $"[ {string.Join(" , ", items)} ]";
            default:
                var lines = new List<string> { "[" + (Chance(3) ? " " + Comment() : "") };
                for (var i = 0; i < items.Length; i++)
                {
                    if (Chance(4))
                        lines.Add("  " + Comment());
                    lines.Add($"  {items[i]}{(i < items.Length - 1 || Chance(2) ? "," : "")}{(Chance(4) ? " " + Comment() : "")}");
                }
                if (Chance(4))
                    lines.Add("  " + Comment());
                lines.Add("]");
                return string.Join('\n', lines);
        }
    }

    private string Literal(string value) => _random.Next(4) switch
    {
        0 => $"'{value}'",
        1 => $"\"\"\"{value}\"\"\"",
        _ => $"\"{value}\"",
    };

    private string Quote(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && !Chance(4) ? name : Chance(2) ? $"'{name}'" : $"\"{name}\"";

    private string Dot() => !_forPython && Chance(6) ? " . " : ".";

    private string Pad(string name) => !name.StartsWith('[') && Chance(5) ? $" {name}  " : name;

    private string Blanks() => Chance(5) ? "  " : "";

    private string Comment() => string.Create(CultureInfo.InvariantCulture, $"# {_comments++} \"[x]' = é🙂");

    private void Comments()
    {
        if (Chance(3))
            Line(Comment());
        if (Chance(5))
            Line("", "blank");
    }

    private void Gap()
    {
        // A comment right above a header is the header's.
        var least = _lines.Count > 0 && _lines[^1].Text.TrimStart().StartsWith('#') ? 1 : 0;
        for (var i = _random.Next(least, 3); i > 0; i--)
        {
            Line("", "blank");
            if (Chance(6))
            {
                Line(Comment());
                Line("", "blank");
            }
        }
    }

    private bool Chance(int oneIn) => _random.Next(oneIn) == 0;

    private void Line(string text, params string[] about) => _lines.Add((text, about));
}
