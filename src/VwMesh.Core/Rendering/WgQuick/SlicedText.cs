using System.Buffers;
using VwMesh.Setup;

namespace VwMesh.Rendering.WgQuick;

/// <summary>A text of one piece an item, encoded once. What it is without some of its pieces is told as slices of it, without a copy.</summary>
internal sealed class SlicedText
{
    private readonly ReadOnlyMemory<byte> _text;
    private readonly int[] _ends;

    private SlicedText(ReadOnlyMemory<byte> text, int[] ends)
    {
        _text = text;
        _ends = ends;
    }

    /// <summary>Encodes a piece for each item.</summary>
    internal static SlicedText Of<T>(IReadOnlyList<T> items, Action<T, IBufferWriter<byte>> write)
    {
        var text = new ArrayBufferWriter<byte>();
        var ends = new int[items.Count];
        for (var i = 0; i < items.Count; i++)
        {
            write(items[i], text);
            ends[i] = text.WrittenCount;
        }
        return new SlicedText(text.WrittenMemory, ends);
    }

    /// <summary>Adds the text of a list as slices.</summary>
    /// <typeparam name="T">The type of the items, of which the text has a piece each.</typeparam>
    /// <param name="list">The list as one node has it.</param>
    /// <param name="parts">Takes the slices.</param>
    /// <param name="write">Encodes an item of the node's own.</param>
    internal void Add<T>(SharedList<T> list, List<ReadOnlyMemory<byte>> parts, Func<T, ReadOnlyMemory<byte>> write)
    {
        foreach (var (run, isOwn, own) in list.Stretches())
            Add(parts, isOwn ? write(own!) : Slice(run));
    }

    /// <summary>The text of some pieces that follow one another.</summary>
    internal ReadOnlyMemory<byte> Slice(Run run) => _text[StartOf(run.Start)..StartOf(run.End)];

    private int StartOf(int piece) => piece == 0 ? 0 : _ends[piece - 1];

    private static void Add(List<ReadOnlyMemory<byte>> parts, ReadOnlyMemory<byte> part)
    {
        if (!part.IsEmpty)
            parts.Add(part);
    }
}
