namespace VwMesh.Rendering.Diagram;

/// <summary>A point or a direction in pixels, x to the right and y downwards.</summary>
internal readonly record struct Point(double X, double Y)
{
    internal double Length => Math.Sqrt((X * X) + (Y * Y));

    internal Point Unit => Length > 0 ? this * (1 / Length) : new Point(1, 0);

    /// <summary>Turned by a quarter, clockwise on the screen.</summary>
    internal Point Normal => new(-Y, X);

    /// <summary>A point on an ellipse around the origin; the angle is in radians, 0 is at the top, clockwise.</summary>
    internal static Point OnEllipse(double angle, double radiusX, double radiusY) => new(radiusX * Math.Sin(angle), -radiusY * Math.Cos(angle));

    public static Point operator +(Point one, Point other) => new(one.X + other.X, one.Y + other.Y);

    public static Point operator -(Point one, Point other) => new(one.X - other.X, one.Y - other.Y);

    public static Point operator *(Point point, double factor) => new(point.X * factor, point.Y * factor);

    /// <summary>As a path of SVG has it.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{X:0.#} {Y:0.#}");
}
