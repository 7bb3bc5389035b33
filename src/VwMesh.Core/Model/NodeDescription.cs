using System.Text;

namespace VwMesh.Model;

/// <summary>A description of a node for people: a place, a rack, a contact. Comments, zones and pictures show it.</summary>
public static class NodeDescription
{
    // One string of a TXT record holds as many (RFC 1035, 3.3).
    private const int MostBytes = 255;

    /// <summary>Checks a description.</summary>
    /// <param name="text">One line of any text.</param>
    /// <returns>The text.</returns>
    /// <exception cref="VwMeshException">It has more than one line, characters that nobody sees, or more than 255 bytes in UTF-8 (<c>InvalidDescription</c>).</exception>
    public static string Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.EnumerateRunes().Any(Invisible.Is))
        {
            throw VwMeshException.Invalid("InvalidDescription",
                $"{Quoted.Show(text)} is not a description: it has a line break or another character that a screen does not show; write one line of text.", text);
        }
        return Encoding.UTF8.GetByteCount(text) <= MostBytes
            ? text
            : throw VwMeshException.Invalid("InvalidDescription",
                $"{Quoted.Show(text)} is too long for a description: it has {Encoding.UTF8.GetByteCount(text)} bytes in UTF-8, and {MostBytes} are the most.", text);
    }
}
