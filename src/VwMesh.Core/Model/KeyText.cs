namespace VwMesh.Model;

/// <summary>The text of a key as wg(8) has it: 32 bytes in base64, 44 characters, and no other spelling of the same bytes.</summary>
internal static class KeyText
{
    internal const int ByteLength = 32;
    internal const int TextLength = 44;

    // The last digit before the padding brings four bits of the key; its two others must be zero.
    private const string EndsInZeros = "AEIMQUYcgkosw048";

    internal static bool TryDecode(ReadOnlySpan<char> text, Span<byte> key) =>
        text.Length == TextLength && Convert.TryFromBase64Chars(text, key, out var written) && written == ByteLength && EndsInZeros.Contains(text[^2]);
}
