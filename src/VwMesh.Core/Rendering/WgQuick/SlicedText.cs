using System.Buffers;

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

    /// <summary>Adds the slices that are the text without some of its pieces.</summary>
    /// <param name="leftOut">The pieces to leave out, by position, ascending.</param>
    /// <param name="parts">Takes the slices.</param>
    /// <param name="instead">What stands in the place of a piece that is left out; nothing by default.</param>
    internal void AddWithout(IEnumerable<int> leftOut, List<ReadOnlyMemory<byte>> parts, Func<int, ReadOnlyMemory<byte>>? instead = null)
    {
        var start = 0;
        foreach (var piece in leftOut)
        {
            Add(parts, _text[start..StartOf(piece)]);
            if (instead is not null)
                Add(parts, instead(piece));
            start = _ends[piece];
        }
        Add(parts, _text[start..]);
    }

    private int StartOf(int piece) => piece == 0 ? 0 : _ends[piece - 1];

    private static void Add(List<ReadOnlyMemory<byte>> parts, ReadOnlyMemory<byte> part)
    {
        if (!part.IsEmpty)
            parts.Add(part);
    }
}
