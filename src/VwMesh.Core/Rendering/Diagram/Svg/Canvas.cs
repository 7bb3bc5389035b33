using System.Xml;
using System.Xml.Linq;
using VwMesh.Links;

namespace VwMesh.Rendering.Diagram.Svg;

/// <summary>A sheet that grows with what is drawn on it, and becomes an SVG document with title, legend and description.</summary>
internal sealed class Canvas
{
    internal const double FontSize = 13;
    private const double Margin = 28;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly List<XElement> _shapes = [];
    private readonly List<XElement> _definitions = [];
    private double _left = double.MaxValue;
    private double _top = double.MaxValue;
    private double _right = double.MinValue;
    private double _bottom = double.MinValue;

    internal double Bottom => _bottom;

    internal double Left => _left;

    internal double Top => _top;

    internal double Width => _right - _left;

    /// <summary>Makes sure that a point is on the sheet.</summary>
    internal void Include(Point point)
    {
        _left = Math.Min(_left, point.X);
        _right = Math.Max(_right, point.X);
        _top = Math.Min(_top, point.Y);
        _bottom = Math.Max(_bottom, point.Y);
    }

    /// <summary>Draws a path.</summary>
    /// <param name="path">The path's data.</param>
    /// <param name="style">The classes that give it its looks.</param>
    /// <param name="tip">What it is, shown where the pointer rests on it.</param>
    internal void Path(string path, string style, string? tip = null) =>
        _shapes.Add(Element("path", tip, new XAttribute("d", path), new XAttribute("class", style)));

    internal void Box(Point centre, double width, double height, double corner, string style, string? tip = null)
    {
        Include(centre - new Point(width / 2, height / 2));
        Include(centre + new Point(width / 2, height / 2));
        _shapes.Add(Element("rect", tip,
            Number("x", centre.X - (width / 2)), Number("y", centre.Y - (height / 2)), Number("width", width), Number("height", height),
            Number("rx", corner), new XAttribute("class", style)));
    }

    internal void Circle(Point centre, double radius, string style, string? tip = null)
    {
        Include(centre - new Point(radius, radius));
        Include(centre + new Point(radius, radius));
        _shapes.Add(Element("circle", tip, Number("cx", centre.X), Number("cy", centre.Y), Number("r", radius), new XAttribute("class", style)));
    }

    /// <summary>Writes a line of text.</summary>
    /// <param name="at">Where it begins, or its middle or end, on the base line.</param>
    /// <param name="text">The text.</param>
    /// <param name="style">Its classes; <c>middle</c> and <c>end</c> say what <paramref name="at"/> is.</param>
    /// <param name="turn">Degrees, clockwise.</param>
    /// <param name="tip">What it stands for, where it was shortened.</param>
    internal void Text(Point at, string text, string style, double turn = 0, string? tip = null)
    {
        var element = Element("text", tip, Number("x", at.X), Number("y", at.Y), new XAttribute("class", style));
        element.Add(text);
        if (turn != 0)
            element.Add(new XAttribute("transform", FormattableString.Invariant($"rotate({turn:0.##} {at})")));
        _shapes.Add(element);
    }

    /// <summary>
    /// Draws a line between two points as the state of a link wants it: arrow heads at whom is dialled, a cross on a blocked one.
    /// </summary>
    internal void Link(Point from, Point to, LinkState state, string? tip, string style = "")
    {
        var along = (to - from).Unit;
        var start = state == LinkState.Mutual ? from + (along * ArrowLength) : from;
        var end = state is LinkState.Mutual or LinkState.Dials ? to - (along * ArrowLength) : to;
        Path($"M{start}L{end}", $"link {StyleOf(state)} {style}".TrimEnd(), tip);
        if (state is LinkState.Mutual or LinkState.Dials)
            Arrow(to, along, style);
        if (state == LinkState.Mutual)
            Arrow(from, along * -1, style);
        if (state == LinkState.Blocked)
            Cross(from + ((to - from) * CrossPlace));
    }

    internal void Arrow(Point tip, Point along, string style = "")
    {
        var back = tip - (along * (ArrowLength + 1));
        Path($"M{tip}L{back + (along.Normal * ArrowHalfWidth)}L{back - (along.Normal * ArrowHalfWidth)}Z", $"arrow {style}".TrimEnd());
    }

    internal void Cross(Point centre)
    {
        const double Arm = 4;
        Circle(centre, 8, "ground");
        var (falling, rising) = (new Point(Arm, Arm), new Point(Arm, -Arm));
        Path($"M{centre - falling}L{centre + falling}M{centre - rising}L{centre + rising}", "cross");
    }

    /// <summary>Fills a rectangle, with a pattern where one is named.</summary>
    internal void Fill(Point corner, double width, double height, string style, string? pattern = null) =>
        _shapes.Add(Element("rect", null, Number("x", corner.X), Number("y", corner.Y), Number("width", width), Number("height", height),
            pattern is null ? new XAttribute("class", style) : new XAttribute("fill", $"url(#{pattern})")));

    /// <summary>Defines a pattern: a square that repeats from the origin of the sheet.</summary>
    internal void Pattern(string name, double size, params (string Style, string Path)[] paths) =>
        _definitions.Add(Element("pattern", null, [new XAttribute("id", name), new XAttribute("patternUnits", "userSpaceOnUse"),
            Number("width", size), Number("height", size),
            .. paths.Select(p => Element("path", null, new XAttribute("class", p.Style), new XAttribute("d", p.Path)))]));

    internal static string StyleOf(LinkState state) => state switch
    {
        LinkState.Relayed => "relayed",
        LinkState.Blocked => "blocked",
        LinkState.Impossible => "impossible",
        _ => "working",
    };

    /// <summary>The document.</summary>
    internal string ToDocument(string title, string description)
    {
        var (x, y) = (_left - Margin, _top - Margin);
        var (width, height) = (_right - _left + (2 * Margin), _bottom - _top + (2 * Margin));
        var root = new XElement(Svg + "svg",
            new XAttribute("viewBox", FormattableString.Invariant($"{x:0.#} {y:0.#} {width:0.#} {height:0.#}")),
            Number("width", width), Number("height", height),
            new XAttribute("role", "img"), new XAttribute("aria-labelledby", "title description"),
            new XElement(Svg + "title", new XAttribute("id", "title"), title),
            new XElement(Svg + "desc", new XAttribute("id", "description"), description),
            new XElement(Svg + "style", Style.Sheet),
            _definitions.Count == 0 ? null : new XElement(Svg + "defs", _definitions),
            new XElement(Svg + "rect",
                Number("x", x), Number("y", y), Number("width", width), Number("height", height), new XAttribute("class", "ground")),
            _shapes);
        var settings = new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, IndentChars = " ", NewLineChars = "\n" };
        var text = new StringWriter();
        using (var writer = XmlWriter.Create(text, settings))
            root.WriteTo(writer);
        return text + "\n";
    }

    internal static XElement Element(string name, string? tip, params object[] content) =>
        new(Svg + name, [.. content, .. tip is null ? Array.Empty<object>() : [new XElement(Svg + "title", tip)]]);

    internal static XAttribute Number(string name, double value) => new(name, Math.Round(value, 1));

    internal const double ArrowLength = 11;
    private const double ArrowHalfWidth = 4.5;

    // Not the middle, where the links of opposite nodes all meet.
    private const double CrossPlace = 0.42;
}
