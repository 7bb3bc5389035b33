using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace VwMesh.Model;

/// <summary>Reads addresses and prefixes strictly: dotted quads without octal or short forms, IPv6 without zone or brackets.</summary>
internal static class AddressText
{
    private const int LongestQuad = 15;

    internal static bool TryParseAddress(ReadOnlySpan<char> text, out IPAddress address)
    {
        if (!IPAddress.TryParse(text, out address!))
            return false;
        if (address.AddressFamily != AddressFamily.InterNetwork)
            return text.IndexOfAny("%[]") < 0;
        Span<char> quad = stackalloc char[LongestQuad];
        return address.TryFormat(quad, out var length) && text.SequenceEqual(quad[..length]);
    }

    /// <summary>Reads <c>address/length</c>; without a length it is the address alone, /32 or /128.</summary>
    internal static bool TryParsePrefix(ReadOnlySpan<char> text, out IPAddress address, out int length)
    {
        var slash = text.IndexOf('/');
        var digits = slash < 0 ? default : text[(slash + 1)..];
        length = 0;
        if (!TryParseAddress(slash < 0 ? text : text[..slash], out address))
            return false;
        var longest = BitLength(address);
        if (slash < 0)
        {
            length = longest;
            return true;
        }
        return digits.Length is >= 1 and <= 3 && digits.IndexOfAnyExceptInRange('0', '9') < 0
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out length) && length <= longest;
    }

    internal static int BitLength(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    /// <summary>The network an address lies in.</summary>
    internal static IPNetwork NetworkOf(IPAddress address, int length)
    {
        Span<byte> bytes = stackalloc byte[BitLength(address) / 8];
        address.TryWriteBytes(bytes, out _);
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] &= (byte)(0xff00 >> Math.Clamp(length - (i * 8), 0, 8));
        return new IPNetwork(new IPAddress(bytes), length);
    }
}
