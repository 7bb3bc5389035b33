using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Rendering.Diagram.Svg;

/// <summary>
/// A large mesh, or one with many exceptions: a row and a column for each node, and in the cells how the row's node comes to the column's.
/// </summary>
internal static class Matrix
{
    private const double Cell = 16;
    private const int MostCharacters = 30;

    internal static void Draw(Canvas canvas, MeshSurvey survey)
    {
        var size = survey.Nodes.Count * Cell;
        DefinePatterns(canvas);
        canvas.Include(default);
        canvas.Include(new Point(size, size));
        for (var row = 0; row < survey.Nodes.Count; row++)
            DrawRow(canvas, survey, row);
        DrawBorders(canvas, survey, size);
        for (var place = 0; place < survey.Nodes.Count; place++)
            DrawNames(canvas, survey.Nodes[place], place);

        var legend = new Legend();
        legend.Add(survey.Pairs.SelectMany(p => new[] { p.State, survey.StateOf(p.To, p.From) }).Distinct().Order()
            .Select(state => (WordsOf(state), (Action<Canvas, Point>)((sheet, at) => Sample(sheet, at, state)))));
        legend.AddGroups(survey);
        legend.Draw(canvas);
    }

    private static string WordsOf(LinkState state) => state switch
    {
        LinkState.Dials => "row dials column",
        LinkState.Dialled => "column dials row",
        _ => Legend.WordsOf(state),
    };

    // One shape for a run of equal cells, so that a thousand nodes are not a million shapes.
    private static void DrawRow(Canvas canvas, MeshSurvey survey, int row)
    {
        for (var column = 0; column < survey.Nodes.Count;)
        {
            if (column == row)
            {
                canvas.Fill(new Point(column * Cell, row * Cell), Cell, Cell, "cell-dark");
                column++;
                continue;
            }
            var first = column;
            var state = survey.StateOf(row, first);
            while (column < survey.Nodes.Count && column != row && survey.StateOf(row, column) == state)
                column++;
            canvas.Fill(new Point(first * Cell, row * Cell), (column - first) * Cell, Cell, "", PatternOf(state));
        }
    }

    private static void DrawBorders(Canvas canvas, MeshSurvey survey, double size)
    {
        foreach (var edge in survey.Groups.Select(g => g.First * Cell).Append(size))
            canvas.Path(FormattableString.Invariant($"M{edge:0.#} 0V{size:0.#}M0 {edge:0.#}H{size:0.#}"), "link working");
    }

    private static void DrawNames(Canvas canvas, Node node, int place)
    {
        var label = TextWidth.Shorten(node.Name, MostCharacters);
        var name = DiagramWords.FullNameOf(node);
        var tip = label == name ? null : name;
        var (middle, width) = ((place + 0.5) * Cell, TextWidth.Of(label, 11) + 8);
        canvas.Include(new Point(-width, middle));
        canvas.Include(new Point(middle, -width));
        canvas.Text(new Point(-7, middle + 4), label, "small end", tip: tip);
        canvas.Text(new Point(middle + 4, -7), label, "small", -90, tip);
    }

    private static void Sample(Canvas canvas, Point at, LinkState state)
    {
        // Patterns repeat from the origin, so that a sample must lie on their grid.
        var corner = new Point(Math.Round(at.X / Cell) * Cell, Math.Round((at.Y - (Cell / 2)) / Cell) * Cell);
        canvas.Fill(corner, Cell, Cell, "", PatternOf(state));
    }

    private static string PatternOf(LinkState state) => state switch
    {
        LinkState.Mutual => "mutual",
        LinkState.Dials => "dials",
        LinkState.Dialled => "dialled-by",
        LinkState.Relayed => "relayed-pair",
        LinkState.Blocked => "blocked-pair",
        _ => "impossible-pair",
    };

    private static void DefinePatterns(Canvas canvas)
    {
        const string Frame = "M0 0H16V16H0Z";
        canvas.Pattern("mutual", Cell, ("cell-tint", Frame), ("cell-dark", "M8 4A4 4 0 1 1 7.99 4Z"), ("cell-line", Frame));
        canvas.Pattern("dials", Cell, ("cell-tint", Frame), ("cell-dark", "M4 4L13 8L4 12Z"), ("cell-line", Frame));
        canvas.Pattern("dialled-by", Cell, ("cell-line", Frame), ("link working", "M12 4L4 8L12 12Z"));
        canvas.Pattern("relayed-pair", Cell, ("cell-line", Frame), ("cell-dark", "M8 6.5A1.5 1.5 0 1 1 7.99 6.5Z"));
        canvas.Pattern("blocked-pair", Cell, ("cell-line", Frame), ("cross", "M4.5 4.5L11.5 11.5M11.5 4.5L4.5 11.5"));
        canvas.Pattern("impossible-pair", Cell, ("cell-line", Frame));
    }
}
