using System.Collections;

namespace VwMesh.Setup;

/// <summary>A list that most nodes have in common: all of it without a few items. It costs a node what it leaves out, not what it has.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
/// <param name="common">The items of all nodes.</param>
/// <param name="without">The positions that are left out, ascending.</param>
public sealed class SharedList<T>(IReadOnlyList<T> common, IReadOnlyList<int> without) : IEnumerable<T>
{
    /// <summary>The items of all nodes; the same object for every node of a network.</summary>
    public IReadOnlyList<T> Common { get; } = common;

    /// <summary>The positions that this node leaves out, ascending.</summary>
    public IReadOnlyList<int> Without { get; } = without;

    /// <summary>How many items this node has.</summary>
    public int Count => Common.Count - Without.Count;

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        var next = 0;
        for (var i = 0; i < Common.Count; i++)
        {
            if (next < Without.Count && Without[next] == i)
                next++;
            else
                yield return Common[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
