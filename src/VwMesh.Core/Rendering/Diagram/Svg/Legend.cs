using VwMesh.Links;
using Entry = (string Text, System.Action<VwMesh.Rendering.Diagram.Svg.Canvas, VwMesh.Rendering.Diagram.Point> Draw);

namespace VwMesh.Rendering.Diagram.Svg;

/// <summary>Explains, below a picture and in its middle, the kinds of nodes and lines that are in it.</summary>
internal sealed class Legend
{
    internal const double SampleWidth = 46;
    private const double LineHeight = 24;
    private const double Gap = 26;
    private const double LeastWidth = 460;

    private readonly List<List<Entry>> _lines = [];

    /// <summary>Adds each kind of node that there is, side by side.</summary>
    internal void AddNodes(MeshSurvey survey) => _lines.Add([.. survey.Groups.Select(group =>
        (DiagramWords.NameOf(survey, group), (Action<Canvas, Point>)((canvas, at) => canvas.Box(at, 30, 15, 5, Style.Of(group.Reachability)))))]);

    /// <summary>Adds each group of nodes and what holds for all of it, one under the other.</summary>
    internal void AddGroups(MeshSurvey survey)
    {
        foreach (var group in survey.Groups)
        {
            var rules = string.Join(", ", DiagramWords.RulesOf(survey, group));
            var name = $"{DiagramWords.NameOf(survey, group)} ({group.Count})";
            _lines.Add([(rules.Length == 0 ? name : $"{name}: {rules}", (canvas, at) => canvas.Circle(at, 6, Style.Of(group.Reachability)))]);
        }
    }

    /// <summary>Adds the kinds of lines.</summary>
    internal void AddLinks(IEnumerable<PairLink> links)
    {
        var half = new Point(SampleWidth / 2, 0);
        _lines.Add([.. links.Select(l => l.Directed.State).Distinct().Order().Select(state =>
            (WordsOf(state), (Action<Canvas, Point>)((canvas, at) => canvas.Link(at - half, at + half, state, null))))]);
    }

    /// <summary>Adds a line of entries: the words, and how to draw what they explain.</summary>
    internal void Add(IEnumerable<Entry> entries) => _lines.Add([.. entries]);

    internal void Draw(Canvas canvas)
    {
        var lines = Wrap(Math.Max(LeastWidth, canvas.Width));
        var width = lines.Max(line => (double?)(line.Sum(WidthOf) + ((line.Count - 1) * Gap))) ?? 0;
        var left = Math.Min(canvas.Left, canvas.Left + ((canvas.Width - width) / 2));
        var y = canvas.Bottom + 44;
        foreach (var line in lines)
        {
            var x = left;
            foreach (var entry in line)
            {
                var at = new Point(x + (SampleWidth / 2), y);
                entry.Draw(canvas, at);
                canvas.Text(at + new Point((SampleWidth / 2) + 10, 4.5), entry.Text, "");
                canvas.Include(new Point(x, y + 8));
                canvas.Include(new Point(x + WidthOf(entry), y + 8));
                x += WidthOf(entry) + Gap;
            }
            y += LineHeight;
        }
    }

    internal static string WordsOf(LinkState state) => state switch
    {
        LinkState.Mutual => "either dials",
        LinkState.Dials or LinkState.Dialled => "dials",
        LinkState.Relayed => "over relays",
        LinkState.Blocked => "blocked",
        _ => "can never connect",
    };

    private List<List<Entry>> Wrap(double width)
    {
        var wrapped = new List<List<Entry>>();
        foreach (var line in _lines.Where(l => l.Count > 0))
        {
            wrapped.Add([]);
            foreach (var entry in line)
            {
                if (wrapped[^1].Count > 0 && wrapped[^1].Append(entry).Sum(WidthOf) + (wrapped[^1].Count * Gap) > width)
                    wrapped.Add([]);
                wrapped[^1].Add(entry);
            }
        }
        return wrapped;
    }

    private static double WidthOf(Entry entry) => SampleWidth + 10 + TextWidth.Of(entry.Text, Canvas.FontSize);
}
