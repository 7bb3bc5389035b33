using System.Globalization;
using System.Text;
using VwMesh.Links;

namespace VwMesh.Rendering.Diagram;

/// <summary>
/// Draws a mesh as a flowchart in Mermaid's language. It sets no fills, so that light and dark themes both work; strokes tell kinds apart.
/// </summary>
internal sealed class MermaidDiagram
{
    // Mermaid refuses texts beyond 50,000 characters; this leaves room for what is not names.
    private const int MostNameCharacters = 40_000;
    private const int NamesInLine = 6;

    // Mermaid's layout makes a tangle of more.
    private const int MostForLinks = 6;

    private readonly MeshSurvey _survey;
    private readonly StringBuilder _text = new();
    private readonly List<int> _blocked = [];
    private int _links;

    private MermaidDiagram(MeshSurvey survey) => _survey = survey;

    private bool DrawsEachLink => _survey.Nodes.Count <= MostForLinks;

    internal static string Draw(MeshSurvey survey) => new MermaidDiagram(survey).Draw();

    private string Draw()
    {
        var title = Escape(DiagramWords.TitleOf(_survey.Network));
        // With BT, what is dialled stands above what dials it. The margin is for titles of two lines.
        _text.Append(CultureInfo.InvariantCulture, $"""
            ---
            title: "{title}"
            config:
              flowchart:
                subGraphTitleMargin:
                  bottom: 24
            ---
            flowchart BT
              accTitle: Mesh {title}
              accDescr: {Escape(DiagramWords.DescriptionOf(_survey))}

            """);
        foreach (var (index, group) in _survey.Groups.Index())
            AppendGroup(index, group);
        if (DrawsEachLink)
        {
            // Where no one dials, the later node goes first all the same, since what comes first is drawn below.
            foreach (var (from, to, state) in _survey.Pairs.Select(p => p.IsWorking ? p.Directed : new PairLink(p.To, p.From, p.State)))
                AppendLink(Invariant($"n{from}"), Invariant($"n{to}"), state, state == LinkState.Relayed ? "relayed" : null);
        }
        else
        {
            foreach (var (from, to, state) in _survey.RulesBetweenGroups)
                AppendLink(Invariant($"m{from}"), Invariant($"m{to}"), state, state == LinkState.Dials ? "each dials all" : "all");
            if (_survey.Exceptions.Count > 0)
                Append(1, $"exceptions[\"{Lines(_survey.Exceptions.Select(p => DiagramWords.SentenceOf(_survey, p)), 1)}\"]:::exceptions");
        }
        Append(1, $"classDef dialled stroke-width:3px");
        if (_survey.Groups.Exists(g => g.Reachability == Reachability.Relay))
            Append(1, $"classDef relay stroke-width:5px");
        Append(1, $"classDef cutOff stroke-dasharray:4 3");
        Append(1, $"classDef exceptions stroke:#d9480f,stroke-dasharray:6 4");
        if (_blocked.Count > 0)
            Append(1, $"linkStyle {string.Join(',', _blocked)} stroke:#d9480f,color:#d9480f");
        return _text.ToString();
    }

    // In a larger mesh the nodes of a group share a box.
    private void AppendGroup(int index, NodeGroup group)
    {
        var title = DiagramWords.NameOf(_survey, group);
        var style = group.Reachability switch
        {
            Reachability.Relay => ":::relay",
            Reachability.Dialled => ":::dialled",
            Reachability.CutOff => ":::cutOff",
            _ => "",
        };
        if (DrawsEachLink)
        {
            Append(1, $"subgraph g{index}[\"{title}\"]");
            foreach (var place in group.Members)
                Append(2, $"n{place}[\"{LabelOf(place)}\"]{style}");
        }
        else
        {
            var rule = DiagramWords.RuleWithin(_survey, group);
            Append(1, $"subgraph g{index}[\"{title} ({group.Count}){(rule is null ? "" : "<br/>" + rule)}\"]");
            Append(2, $"m{index}[\"{Lines(group.Members.Select(place => _survey.Nodes[place].Name), NamesInLine)}\"]{style}");
        }
        Append(1, $"end");
    }

    private void AppendLink(string from, string to, LinkState state, string? words = null)
    {
        var arrow = state switch
        {
            LinkState.Mutual => "<-->",
            LinkState.Blocked => "x-.-x",
            LinkState.Impossible or LinkState.Relayed => "-.-",
            _ => "-->",
        };
        if (state == LinkState.Blocked)
            _blocked.Add(_links);
        Append(1, $"{from} {arrow}{(words is null ? "" : $"|{words}|")} {to}");
        _links++;
    }

    private string LabelOf(int place)
    {
        var node = _survey.Nodes[place];
        return string.Join("<br/>", new[] { node.Name, node.Endpoint?.ToString(), node.Description, DiagramWords.SubnetsOf(node) }.OfType<string>().Select(Escape));
    }

    private static string Lines(IEnumerable<string> items, int inLine)
    {
        var text = string.Join("<br/>", items.Select(Escape).Chunk(inLine).Select(line => string.Join(", ", line)));
        return text.Length <= MostNameCharacters
            ? text
            : text[..text.LastIndexOf("<br/>", MostNameCharacters, StringComparison.Ordinal)] + "<br/>…";
    }

    private void Append(int depth, FormattableString line) =>
        _text.Append(' ', 2 * depth).Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    // Mermaid's own entities, within quotes.
    private static string Escape(string text) => string.Concat(text.Select(c => c switch
    {
        '"' => "#quot;",
        '#' => "#35;",
        ';' => "#59;",
        '<' => "#lt;",
        '>' => "#gt;",
        '&' => "#amp;",
        '\\' => "#92;",
        '`' => "#96;",
        '{' or '}' => "#" + (int)c + ";",
        _ => c.ToString(),
    }));
}
