using System.Buffers;
using System.Text;

namespace VwMesh.Rendering.WgQuick;

/// <summary>Lines of a configuration as they are written, encoded at once: a network of thousands makes thousands of them.</summary>
internal sealed class ConfigText
{
    // Without hooks and long lists of addresses that is enough, so that a file needs one buffer.
    private readonly ArrayBufferWriter<byte> _bytes = new(2560);
    private int _taken;

    /// <summary>Writes <c>key = value</c>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value, in pieces.</param>
    internal void Line(string key, params ReadOnlySpan<string> value)
    {
        Write(key, " = ");
        Write(value);
        Write("\n");
    }

    internal void Write(params ReadOnlySpan<string> pieces)
    {
        foreach (var piece in pieces)
            Encoding.UTF8.GetBytes(piece, _bytes);
    }

    /// <summary>What was written since this was asked last.</summary>
    internal ReadOnlyMemory<byte> Take()
    {
        var written = _bytes.WrittenMemory[_taken..];
        _taken = _bytes.WrittenCount;
        return written;
    }
}
