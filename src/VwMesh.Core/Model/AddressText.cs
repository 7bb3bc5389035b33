using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace VwMesh.Model;

/// <summary>Reads addresses and prefixes strictly: dotted quads without octal or short forms, IPv6 without zone or brackets.</summary>
internal static class AddressText
{
    internal static bool TryParseAddress(ReadOnlySpan<char> text, out IPAddress address)
    {
        if (text.Contains(':'))
            return IPAddress.TryParse(text, out address!) && text.IndexOfAny("%[]") < 0;
        address = IPAddress.None;
        Span<byte> quad = stackalloc byte[4];
        if (!TryParseQuad(text, quad))
            return false;
        address = new IPAddress(MemoryMarshal.Read<uint>(quad));
        return true;
    }

    // The runtime's parser takes octal numbers and short forms too.
    private static bool TryParseQuad(ReadOnlySpan<char> text, Span<byte> quad)
    {
        var (dots, digits, number) = (0, 0, 0);
        foreach (var c in text)
        {
            if (c == '.' && digits > 0 && dots < 3)
            {
                quad[dots++] = (byte)number;
                (digits, number) = (0, 0);
                continue;
            }
            if (!char.IsAsciiDigit(c) || (digits > 0 && number == 0))
                return false;
            number = (number * 10) + (c - '0');
            digits++;
            if (number > byte.MaxValue)
                return false;
        }
        quad[dots] = (byte)number;
        return dots == 3 && digits > 0;
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
