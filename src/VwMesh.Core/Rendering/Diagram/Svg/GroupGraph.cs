using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Rendering.Diagram.Svg;

/// <summary>
/// A mesh of some size: the nodes around a circle, group by group; a web and one arrow for what holds between groups, lines for the
/// exceptions.
/// </summary>
internal static class GroupGraph
{
    private const double Slot = 19;
    private const double GapSlots = 2;
    private const double DotRadius = 6;
    private const int MostCharacters = 28;

    internal static void Draw(Canvas canvas, MeshSurvey survey)
    {
        var slots = survey.Nodes.Count + (survey.Groups.Count > 1 ? survey.Groups.Count * GapSlots : 0);
        var radius = Math.Max(150, slots * Slot / (2 * Math.PI));
        var step = 2 * Math.PI / slots;
        // The first group's middle is at the top.
        var angles = AnglesOf(survey, step);
        Point On(int place, double at) => Point.OnEllipse(angles[place], at, at);

        foreach (var group in survey.Groups)
            Band(canvas, angles[group.First] - (step / 2), angles[group.First + group.Count - 1] + (step / 2), radius);
        var exceptions = survey.Exceptions.Select(e => (e.From, e.To)).ToHashSet();
        var web = survey.Pairs.Where(p => p.IsWorking && !exceptions.Contains((p.From, p.To)))
            .Select(p => $"M{On(p.From, radius)}L{On(p.To, radius)}").ToList();
        canvas.Path(string.Concat(web), web.Count > 500 ? "web dense" : "web");
        foreach (var rule in survey.RulesBetweenGroups)
        {
            var (from, to) = (Middle(survey.Groups[rule.From], angles), Middle(survey.Groups[rule.To], angles));
            GroupArrow(canvas, Point.OnEllipse(from, radius - 22, radius - 22), Point.OnEllipse(to, radius - 22, radius - 22), rule.State);
        }
        foreach (var pair in survey.Exceptions)
        {
            var (from, to, state) = pair.Directed;
            canvas.Link(On(from, radius - DotRadius - 3), On(to, radius - DotRadius - 3), state, DiagramWords.SentenceOf(survey, pair));
        }
        foreach (var group in survey.Groups)
        {
            foreach (var place in group.Members)
                DrawNode(canvas, survey.Nodes[place], angles[place], radius, Style.Of(group.Reachability));
        }
        var legend = new Legend();
        legend.AddGroups(survey);
        legend.AddLinks(survey.Exceptions);
        legend.Draw(canvas);
    }

    private static double[] AnglesOf(MeshSurvey survey, double step)
    {
        var angles = new double[survey.Nodes.Count];
        var angle = -step * (survey.Groups[0].Count - 1) / 2;
        foreach (var group in survey.Groups)
        {
            foreach (var place in group.Members)
            {
                angles[place] = angle;
                angle += step;
            }
            angle += GapSlots * step;
        }
        return angles;
    }

    private static double Middle(NodeGroup group, double[] angles) => (angles[group.First] + angles[group.First + group.Count - 1]) / 2;

    private static void Band(Canvas canvas, double from, double to, double radius)
    {
        var (start, end) = (Point.OnEllipse(from, radius, radius), Point.OnEllipse(to, radius, radius));
        var isLarge = to - from > Math.PI ? 1 : 0;
        canvas.Path(FormattableString.Invariant($"M{start}A{radius:0.#} {radius:0.#} 0 {isLarge} 1 {end}"), "band");
    }

    private static void GroupArrow(Canvas canvas, Point from, Point to, LinkState state)
    {
        var along = (to - from).Unit;
        canvas.Path($"M{from}L{to - (along * 14)}", $"link {Canvas.StyleOf(state)} thick");
        if (state == LinkState.Blocked)
            canvas.Cross((from + to) * 0.5);
        else
            BigArrow(canvas, to, along);
        if (state == LinkState.Mutual)
            BigArrow(canvas, from, along * -1);
    }

    private static void BigArrow(Canvas canvas, Point tip, Point along)
    {
        var back = tip - (along * 20);
        canvas.Path($"M{tip}L{back + (along.Normal * 11)}L{back - (along.Normal * 11)}Z", "arrow");
    }

    private static void DrawNode(Canvas canvas, Node node, double angle, double radius, string style)
    {
        canvas.Circle(Point.OnEllipse(angle, radius, radius), DotRadius, style, DiagramWords.FullNameOf(node));
        var label = TextWidth.Shorten(node.Name, MostCharacters);
        var outside = Point.OnEllipse(angle, radius + 16, radius + 16);
        var degrees = (angle * 180 / Math.PI) - 90;
        // Text on the left half is turned round, so that none stands on its head.
        var isLeft = Math.Sin(angle) < -1e-9;
        canvas.Text(outside, label, isLeft ? "end label" : "label", isLeft ? degrees + 180 : degrees, label == DiagramWords.FullNameOf(node) ? null : DiagramWords.FullNameOf(node));
        var end = radius + 16 + TextWidth.Of(label, Canvas.FontSize);
        canvas.Include(Point.OnEllipse(angle, end, end));
    }
}
