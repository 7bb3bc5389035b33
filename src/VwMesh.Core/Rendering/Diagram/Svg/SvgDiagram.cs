namespace VwMesh.Rendering.Diagram.Svg;

/// <summary>Draws a mesh as SVG: a graph, or a matrix where a graph would be a tangle.</summary>
internal static class SvgDiagram
{
    private const double HeadingHeight = 62;

    internal static string Draw(MeshSurvey survey)
    {
        var canvas = new Canvas();
        if (survey.DrawsEachLink)
            LinkGraph.Draw(canvas, survey);
        else if (survey.DrawsGraph)
            GroupGraph.Draw(canvas, survey);
        else
            Matrix.Draw(canvas, survey);

        var (title, summary) = (DiagramWords.TitleOf(survey.Network), DiagramWords.SummaryOf(survey));
        var at = new Point(canvas.Left, canvas.Top - HeadingHeight + 16);
        canvas.Include(at + new Point(Math.Max(TextWidth.Of(title, 20), TextWidth.Of(summary, 11)), -16));
        canvas.Text(at, title, "heading");
        canvas.Text(at + new Point(0, 19), summary, "small");
        return canvas.ToDocument(title, DiagramWords.DescriptionOf(survey));
    }
}
