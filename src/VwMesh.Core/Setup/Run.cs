namespace VwMesh.Setup;

/// <summary>Positions that follow one another.</summary>
/// <param name="Start">The first position.</param>
/// <param name="End">The position after the last.</param>
public readonly record struct Run(int Start, int End)
{
    /// <summary>Positions as runs.</summary>
    /// <param name="positions">The positions, ascending.</param>
    internal static List<Run> Of(IEnumerable<int> positions)
    {
        var runs = new List<Run>();
        foreach (var position in positions)
        {
            if (runs.Count > 0 && runs[^1].End == position)
                runs[^1] = runs[^1] with { End = position + 1 };
            else
                runs.Add(new Run(position, position + 1));
        }
        return runs;
    }

    /// <summary>Runs without some positions.</summary>
    /// <param name="runs">The runs, ascending.</param>
    /// <param name="without">The positions to leave out, ascending; those outside of the runs do not count.</param>
    internal static List<Run> Except(IReadOnlyList<Run> runs, IReadOnlyList<int> without)
    {
        var left = new List<Run>(runs.Count + without.Count);
        var next = 0;
        foreach (var run in runs)
        {
            var start = run.Start;
            for (; next < without.Count && without[next] < run.End; next++)
            {
                if (without[next] < start)
                    continue;
                if (without[next] > start)
                    left.Add(new Run(start, without[next]));
                start = without[next] + 1;
            }
            if (start < run.End)
                left.Add(new Run(start, run.End));
        }
        return left;
    }
}
