using System.Globalization;
using System.Net;
using System.Text;
using VwMesh.Links;

namespace VwMesh.Rendering.Diagram;

/// <summary>Draws a mesh in Graphviz's language: a graph with clusters, or the matrix as a table.</summary>
internal sealed class DotDiagram
{
    private const int NamesInRow = 6;

    // In points.
    private const double FontSize = 12;
    private const double BoxHeight = 40;
    private const double LineHeight = 13;

    private readonly MeshSurvey _survey;
    private readonly StringBuilder _text = new();

    private DotDiagram(MeshSurvey survey) => _survey = survey;

    internal static string Draw(MeshSurvey survey) => new DotDiagram(survey).Draw();

    private string Draw()
    {
        var title = DiagramWords.TitleOf(_survey.Network);
        Append(0, $"digraph {Quote(title)} {{");
        Append(1, $"graph [rankdir=BT, nodesep=0.5, ranksep=0.9, fontname=\"sans-serif\", labelloc=t,");
        Append(2, $"label=<<B>{Html(title)}</B><BR/>{Small(DiagramWords.SummaryOf(_survey), 10)}>, tooltip={Quote(DiagramWords.DescriptionOf(_survey))}]");
        Append(1, $"node [shape=box, style=rounded, fontname=\"sans-serif\", fontsize=12]");
        Append(1, $"edge [color=\"#3c4f66\", fontname=\"sans-serif\", fontsize=10]");
        if (_survey.DrawsEachLink)
            DrawLinks();
        else if (_survey.DrawsGraph)
            DrawGroups();
        else
            DrawMatrix();
        Append(0, $"}}");
        return _text.ToString();
    }

    // Placed by us: of Graphviz's own layouts none keeps groups together and lines apart.
    private void DrawLinks()
    {
        var height = _survey.Nodes.Any(n => n.Subnets.Count > 0) ? BoxHeight + LineHeight : BoxHeight;
        var width = _survey.Nodes.SelectMany(n => new[] { n.Name, n.Endpoint?.ToString() ?? "", DiagramWords.SubnetsOf(n) ?? "" }).Max(text => (double?)TextWidth.Of(text, FontSize)) + 20 ?? 0;
        Append(1, $"node [width={width / 72:0.##}, height={height / 72:0.##}]");
        var centres = EllipseLayout.Place(_survey, width, height);
        Append(1, $"graph [layout=neato, inputscale=72]");
        foreach (var group in _survey.Groups)
        {
            foreach (var place in group.Members)
            {
                var node = _survey.Nodes[place];
                Append(1, $"n{place} [label=<<B>{Html(node.Name)}</B><BR/>{Small(node.Endpoint?.ToString() ?? "no endpoint", 9)}{(DiagramWords.SubnetsOf(node) is { } subnets ? "<BR/>" + Small(subnets, 9) : "")}>,");
                Append(2, $"tooltip={Quote(node.Description ?? DiagramWords.NameOf(_survey, group))}, pos=\"{centres[place].X:0},{-centres[place].Y:0}!\"{StyleOf(group)}]");
            }
        }
        foreach (var pair in _survey.Pairs.Select(p => p.Directed))
            Append(1, $"n{pair.From} -> n{pair.To} [{LooksOf(pair.State)}, tooltip={Quote(DiagramWords.SentenceOf(_survey, pair))}]");
    }

    // A table for each group, since a cluster of many nodes without links would be one long row.
    private void DrawGroups()
    {
        foreach (var (index, group) in _survey.Groups.Index())
        {
            var rules = string.Concat(DiagramWords.RulesOf(_survey, group).Select(rule => "<BR/>" + Small(rule, 10)));
            var border = group.Reachability switch
            {
                Reachability.Relay => " BORDER=\"4\"",
                Reachability.Dialled => " BORDER=\"2\"",
                _ => "",
            };
            var cells = group.Members.Select(place => FormattableString.Invariant($"<TD PORT=\"n{place}\"{border}>{Html(_survey.Nodes[place].Name)}</TD>"));
            var name = $"<B>{Html(DiagramWords.NameOf(_survey, group))} ({group.Count})</B>";
            Append(1, $"g{index} [shape=plain, label=<<TABLE BORDER=\"0\" CELLBORDER=\"1\" CELLSPACING=\"6\" CELLPADDING=\"5\">");
            Append(2, $"<TR><TD BORDER=\"0\" COLSPAN=\"{Math.Min(NamesInRow, group.Count)}\">{name}{rules}</TD></TR>");
            foreach (var row in cells.Chunk(NamesInRow))
                Append(2, $"<TR>{string.Concat(row)}</TR>");
            Append(1, $"</TABLE>>]");
        }
        foreach (var rule in _survey.RulesBetweenGroups)
            Append(1, $"g{rule.From} -> g{rule.To} [{LooksOf(rule.State)}, penwidth=4, arrowsize=1.4]");
        foreach (var pair in _survey.Exceptions.Select(p => p.Directed))
            Append(1, $"g{GroupOf(pair.From)}:n{pair.From} -> g{GroupOf(pair.To)}:n{pair.To} [{LooksOf(pair.State)}, constraint=false]");
    }

    private void DrawMatrix()
    {
        Append(1, $"matrix [shape=plain, label=<<TABLE BORDER=\"0\" CELLBORDER=\"1\" CELLSPACING=\"0\" CELLPADDING=\"2\">");
        var places = Enumerable.Range(0, _survey.Nodes.Count).ToList();
        // Graphviz cannot turn text in a table, so that columns have numbers, and rows numbers and names.
        var numbers = places.Select(i => $"<TD BORDER=\"0\">{Small((i + 1).ToString(CultureInfo.InvariantCulture), 7)}</TD>");
        Append(2, $"<TR><TD BORDER=\"0\"></TD>{string.Concat(numbers)}</TR>");
        foreach (var row in places)
        {
            var cells = places.Select(column => column == row ? "<TD BGCOLOR=\"#3c4f66\"></TD>" : CellOf(_survey.StateOf(row, column)));
            Append(2, $"<TR><TD BORDER=\"0\" ALIGN=\"RIGHT\">{Html(_survey.Nodes[row].Name)} {row + 1}</TD>{string.Concat(cells)}</TR>");
        }
        Append(1, $"</TABLE>>]");
        Append(1, $"legend [shape=plain,");
        Append(2, $"label=\"● either dials    ▶ row dials column    ◁ column dials row    {(_survey.Pairs.Any(p => p.State == LinkState.Relayed) ? "· over relays    " : "")}✕ blocked    (empty) can never connect\"]");
        Append(1, $"legend -> matrix [style=invis]");
    }

    private static string CellOf(LinkState state) => state switch
    {
        LinkState.Mutual => "<TD BGCOLOR=\"#d6e6fb\">●</TD>",
        LinkState.Dials => "<TD BGCOLOR=\"#d6e6fb\">▶</TD>",
        LinkState.Dialled => "<TD>◁</TD>",
        LinkState.Relayed => "<TD>·</TD>",
        LinkState.Blocked => "<TD><FONT COLOR=\"#b8390e\">✕</FONT></TD>",
        _ => "<TD></TD>",
    };

    private int GroupOf(int place) => _survey.Groups.FindIndex(g => g.Contains(place));

    private static string StyleOf(NodeGroup group) => group.Reachability switch
    {
        Reachability.Relay => ", style=\"rounded,filled\", fillcolor=\"#d6e6fb\", color=\"#1d4f91\", penwidth=4",
        Reachability.Dialled => ", style=\"rounded,filled\", fillcolor=\"#d6e6fb\", color=\"#1d4f91\", penwidth=2.2",
        Reachability.CutOff => ", style=\"rounded,dashed\"",
        _ => "",
    };

    private static string LooksOf(LinkState state) => state switch
    {
        LinkState.Mutual => "dir=both",
        LinkState.Blocked => "dir=none, style=dashed, color=\"#b8390e\", fontcolor=\"#b8390e\", label=\"blocked\"",
        LinkState.Relayed => "dir=none, style=dotted, color=\"#1d4f91\"",
        LinkState.Impossible => "dir=none, style=dotted, color=\"#7b8794\"",
        _ => "dir=forward",
    };

    private void Append(int depth, FormattableString line) =>
        _text.Append(' ', 2 * depth).Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Small(string text, int size) => FormattableString.Invariant($"<FONT POINT-SIZE=\"{size}\">{Html(text)}</FONT>");

    private static string Html(string text) => WebUtility.HtmlEncode(text);

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
