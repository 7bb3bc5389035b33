using System.Buffers;
using System.Text;
using VwMesh.Setup;

namespace VwMesh.Rendering.WgQuick;

/// <summary>
/// The lines that list the entries of the forwarding database. The entries of all nodes are cut into lines once, for all files; where a
/// file leaves out a node's entries, their line is that much shorter.
/// </summary>
internal sealed class ForwardingEntries
{
    // wg-quick's time to read a line grows with the square of its length: a thousand addresses on one cost it 12 s.
    private const int EntriesPerLine = 6;

    private static readonly byte[] Head = Encoding.UTF8.GetBytes(InterfaceSection.BeginOfEntries);
    private static readonly byte[] Tail = Encoding.UTF8.GetBytes(InterfaceSection.EndOfEntries);

    private readonly Entry[][] _lines;
    private readonly int[] _firstEntry;
    private readonly SlicedText _text;

    /// <param name="nodes">The members.</param>
    internal ForwardingEntries(IReadOnlyList<MemberSetup> nodes)
    {
        _firstEntry = new int[nodes.Count + 1];
        var entries = new List<Entry>(nodes.Count);
        for (var node = 0; node < nodes.Count; node++)
        {
            foreach (var text in PeerText.Entries(nodes[node]))
                entries.Add(new Entry(node, text));
            _firstEntry[node + 1] = entries.Count;
        }
        _lines = [.. entries.Chunk(EntriesPerLine)];
        _text = SlicedText.Of(_lines, Write);
    }

    /// <summary>Adds the lines without the entries of some nodes.</summary>
    /// <param name="leftOut">The nodes, by position, ascending.</param>
    /// <param name="parts">Takes the slices.</param>
    internal void AddWithout(IReadOnlyList<int> leftOut, List<ReadOnlyMemory<byte>> parts) =>
        _text.AddWithout(LinesOf(leftOut), parts, line => LineWithout(leftOut, line));

    private List<int> LinesOf(IReadOnlyList<int> nodes)
    {
        var lines = new List<int>(1);
        foreach (var node in nodes)
        {
            for (var entry = _firstEntry[node]; entry < _firstEntry[node + 1]; entry++)
            {
                if (lines.Count == 0 || lines[^1] != entry / EntriesPerLine)
                    lines.Add(entry / EntriesPerLine);
            }
        }
        return lines;
    }

    private ReadOnlyMemory<byte> LineWithout(IReadOnlyList<int> nodes, int line)
    {
        var output = new ArrayBufferWriter<byte>();
        Write([.. _lines[line].Where(e => !nodes.Contains(e.Node))], output);
        return output.WrittenMemory;
    }

    private static void Write(Entry[] line, IBufferWriter<byte> output)
    {
        if (line.Length == 0)
            return;
        output.Write(Head);
        foreach (var entry in line)
        {
            output.Write(" "u8);
            output.Write(entry.Text.Span);
        }
        output.Write(Tail);
    }

    private readonly record struct Entry(int Node, ReadOnlyMemory<byte> Text);
}
