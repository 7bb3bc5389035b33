namespace VwMesh.Model;

/// <summary>The text of a key as wg(8) has it: 32 bytes in base64, 44 characters, and no other spelling of the same bytes.</summary>
internal static class KeyText
{
    internal const int ByteLength = 32;
    internal const int TextLength = 44;

    internal static bool TryDecode(ReadOnlySpan<char> text, Span<byte> key) =>
        text.Length == TextLength && Convert.TryFromBase64Chars(text, key, out var written) && written == ByteLength && IsTextOf(key, text);

    // The key may be a secret: its text is left nowhere.
    private static bool IsTextOf(ReadOnlySpan<byte> key, ReadOnlySpan<char> text)
    {
        Span<char> canonical = stackalloc char[TextLength];
        var isSame = Convert.TryToBase64Chars(key, canonical, out _) && text.SequenceEqual(canonical);
        canonical.Clear();
        return isSame;
    }
}
