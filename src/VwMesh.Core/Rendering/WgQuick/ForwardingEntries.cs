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

    private readonly ReadOnlyMemory<byte>[][] _lines;
    private readonly int[] _firstEntry;
    private readonly SlicedText _text;

    /// <param name="nodes">The members.</param>
    internal ForwardingEntries(IReadOnlyList<MemberSetup> nodes)
    {
        _firstEntry = new int[nodes.Count + 1];
        var entries = new List<ReadOnlyMemory<byte>>(nodes.Count);
        for (var node = 0; node < nodes.Count; node++)
        {
            entries.AddRange(PeerText.Entries(nodes[node]));
            _firstEntry[node + 1] = entries.Count;
        }
        _lines = [.. entries.Chunk(EntriesPerLine)];
        _text = SlicedText.Of(_lines, Write);
    }

    /// <summary>Adds the lines with the entries of some nodes.</summary>
    /// <param name="runs">The positions of the nodes, ascending.</param>
    /// <param name="parts">Takes the slices.</param>
    internal void Add(IReadOnlyList<Run> runs, List<ReadOnlyMemory<byte>> parts)
    {
        var (line, left) = (-1, new List<ReadOnlyMemory<byte>>(EntriesPerLine));
        foreach (var run in runs)
        {
            var (entry, end) = (_firstEntry[run.Start], _firstEntry[run.End]);
            while (entry < end)
            {
                if (entry / EntriesPerLine != line)
                    Flush();
                line = entry / EntriesPerLine;
                var whole = end == _firstEntry[^1] ? _lines.Length : end / EntriesPerLine;
                if (left.Count == 0 && entry % EntriesPerLine == 0 && whole > line)
                {
                    parts.Add(_text.Slice(new Run(line, whole)));
                    entry = Math.Min(whole * EntriesPerLine, end);
                }
                else
                {
                    left.Add(_lines[line][entry++ % EntriesPerLine]);
                }
            }
        }
        Flush();

        void Flush()
        {
            var output = new ArrayBufferWriter<byte>();
            Write([.. left], output);
            if (output.WrittenCount > 0)
                parts.Add(output.WrittenMemory);
            left.Clear();
        }
    }

    private static void Write(ReadOnlyMemory<byte>[] line, IBufferWriter<byte> output)
    {
        if (line.Length == 0)
            return;
        output.Write(Head);
        foreach (var entry in line)
        {
            output.Write(" "u8);
            output.Write(entry.Span);
        }
        output.Write(Tail);
    }
}
