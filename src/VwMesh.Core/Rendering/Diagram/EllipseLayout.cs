namespace VwMesh.Rendering.Diagram;

/// <summary>
/// Places boxes on an ellipse, as small as it can be with no box touching another and no line between two running through a third.
/// </summary>
internal static class EllipseLayout
{
    // Lines keep so far away from boxes they do not belong to.
    private const double Clearance = 9;

    /// <summary>The middles of the boxes.</summary>
    internal static Point[] Place(MeshSurvey survey, double width, double height)
    {
        var count = survey.Nodes.Count;
        var step = 2 * Math.PI / Math.Max(1, count);
        // The first group is at the top, its middle upright; two nodes lie side by side.
        var turn = count == 2 ? -Math.PI / 2 : -step * (survey.Groups.Count == 0 ? 0 : survey.Groups[0].Count - 1) / 2;
        for (var radius = count < 2 ? 0 : count == 2 ? width : 110.0; ; radius += 10)
        {
            var stretch = count == 2 ? 1 : 1 + (width / 500);
            Point[] centres = [.. Enumerable.Range(0, count).Select(i => Point.OnEllipse(turn + (i * step), radius * stretch, radius))];
            if (radius > 4000 || IsClear(survey, centres, (width / 2) + Clearance, (height / 2) + Clearance))
                return centres;
        }
    }

    private static bool IsClear(MeshSurvey survey, Point[] centres, double halfX, double halfY)
    {
        foreach (var (one, other, _) in survey.Pairs)
        {
            var between = centres[other] - centres[one];
            if (Math.Abs(between.X) < 2 * halfX && Math.Abs(between.Y) < 2 * halfY)
                return false;
            for (var third = 0; third < centres.Length; third++)
            {
                if (third != one && third != other && Crosses(centres[one] - centres[third], centres[other] - centres[third], halfX, halfY))
                    return false;
            }
        }
        return true;
    }

    // Whether a line meets a box around the origin, by clipping it (Liang and Barsky).
    private static bool Crosses(Point from, Point to, double halfX, double halfY)
    {
        var (enter, leave) = (0.0, 1.0);
        return Clip(from.X, to.X - from.X, halfX, ref enter, ref leave)
            && Clip(from.Y, to.Y - from.Y, halfY, ref enter, ref leave) && enter < leave;
    }

    private static bool Clip(double start, double length, double half, ref double enter, ref double leave)
    {
        if (Math.Abs(length) < 1e-9)
            return Math.Abs(start) <= half;
        var (one, other) = ((-half - start) / length, (half - start) / length);
        enter = Math.Max(enter, Math.Min(one, other));
        leave = Math.Min(leave, Math.Max(one, other));
        return true;
    }
}
