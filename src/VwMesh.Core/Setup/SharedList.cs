using System.Collections;

namespace VwMesh.Setup;

/// <summary>A list that many nodes have in common, as one of them has it: runs of it, and own items in the place of a few. It costs a node its runs and own items, not what it has.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="common">The items of all nodes.</param>
/// <param name="runs">The positions that this node has, ascending.</param>
/// <param name="instead">Items of this node alone, which stand in the place of common ones, by position. Positions outside of the runs do not count.</param>
public sealed class SharedList<T>(IReadOnlyList<T> common, IReadOnlyList<Run> runs, IReadOnlyDictionary<int, T>? instead = null) : IEnumerable<T>
{
    private readonly (int Position, T Item)[] _instead = instead is null ? [] : [.. instead.Select(i => (i.Key, i.Value)).OrderBy(i => i.Key)];

    /// <summary>The items of all nodes; the same object for every node of a network.</summary>
    public IReadOnlyList<T> Common { get; } = common;

    /// <summary>The positions that this node has, ascending.</summary>
    public IReadOnlyList<Run> Runs { get; } = runs;

    /// <summary>How many items this node has.</summary>
    public int Count => Runs.Sum(r => r.End - r.Start);

    /// <summary>The node's items, those of a stretch that it has in common with others together.</summary>
    /// <returns>Each stretch as a run; or an own item, which stands for the only position of its run.</returns>
    internal IEnumerable<(Run Run, bool IsOwn, T? Own)> Stretches()
    {
        var next = 0;
        foreach (var run in Runs)
        {
            var start = run.Start;
            for (; next < _instead.Length && _instead[next].Position < run.End; next++)
            {
                if (_instead[next].Position < start)
                    continue;
                if (_instead[next].Position > start)
                    yield return (new Run(start, _instead[next].Position), false, default);
                start = _instead[next].Position + 1;
                yield return (new Run(start - 1, start), true, _instead[next].Item);
            }
            if (start < run.End)
                yield return (new Run(start, run.End), false, default);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        foreach (var (run, isOwn, own) in Stretches())
        {
            for (var i = run.Start; i < run.End; i++)
                yield return isOwn ? own! : Common[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
