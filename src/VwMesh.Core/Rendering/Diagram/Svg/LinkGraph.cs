using VwMesh.Model;

namespace VwMesh.Rendering.Diagram.Svg;

/// <summary>A small mesh: the nodes as boxes on an ellipse, each pair a line.</summary>
internal static class LinkGraph
{
    private const double BoxHeight = 46;
    private const double LineHeight = 14;
    private const double BoxPadding = 15;
    private const int MostCharacters = 26;
    private const int MostSmallCharacters = 32;

    internal static void Draw(Canvas canvas, MeshSurvey survey)
    {
        var width = Enumerable.Range(0, survey.Nodes.Count).Max(place => (double?)WidthOf(survey, place)) ?? 0;
        var height = survey.Nodes.Any(n => n.Subnets.Count > 0) ? BoxHeight + LineHeight : BoxHeight;
        var centres = EllipseLayout.Place(survey, width, height);
        foreach (var pair in survey.Pairs.OrderByDescending(p => p.State))
        {
            var (from, to, state) = pair.Directed;
            var along = centres[to] - centres[from];
            var inset = along * Math.Min(width / 2 / Math.Max(1e-9, Math.Abs(along.X)), height / 2 / Math.Max(1e-9, Math.Abs(along.Y)));
            var gap = along.Unit * 4;
            canvas.Link(centres[from] + inset + gap, centres[to] - inset - gap, state, DiagramWords.SentenceOf(survey, pair));
        }
        foreach (var group in survey.Groups)
        {
            foreach (var place in group.Members)
                DrawNode(canvas, survey.Nodes[place], SecondLineOf(survey, place), centres[place], (width, height), Style.Of(group.Reachability));
        }
        if (survey.Nodes.Count == 0)
            canvas.Text(default, "no nodes yet", "small");
        canvas.Include(default);
        var legend = new Legend();
        legend.AddNodes(survey);
        legend.AddLinks(survey.Pairs);
        legend.Draw(canvas);
    }

    private static void DrawNode(Canvas canvas, Node node, string second, Point centre, (double Width, double Height) size, string style)
    {
        canvas.Box(centre, size.Width, size.Height, 8, style, $"{DiagramWords.FullNameOf(node)}, {second}");
        var top = (BoxHeight - size.Height) / 2;
        canvas.Text(centre + new Point(0, top - 3), TextWidth.Shorten(node.Name, MostCharacters), "strong middle");
        canvas.Text(centre + new Point(0, top + 14), TextWidth.Shorten(second, MostSmallCharacters), "small middle");
        if (DiagramWords.SubnetsOf(node) is { } subnets)
            canvas.Text(centre + new Point(0, top + 14 + LineHeight), TextWidth.Shorten(subnets, MostSmallCharacters), "small middle");
    }

    private static string SecondLineOf(MeshSurvey survey, int place) =>
        survey.Groups.First(g => g.Contains(place)).Reachability == Reachability.CutOff
            ? survey.ReasonOf(place)
            : survey.Nodes[place].Endpoint?.ToString() ?? "no endpoint";

    private static double WidthOf(MeshSurvey survey, int place) => (2 * BoxPadding) + Math.Max(
        TextWidth.Of(TextWidth.Shorten(survey.Nodes[place].Name, MostCharacters), Canvas.FontSize) * 1.06,
        new[] { SecondLineOf(survey, place), DiagramWords.SubnetsOf(survey.Nodes[place]) ?? "" }.Max(line => TextWidth.Of(TextWidth.Shorten(line, MostSmallCharacters), 11)));
}
