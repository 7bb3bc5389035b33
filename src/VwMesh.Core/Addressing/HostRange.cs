using System.Buffers.Binary;
using System.Net;

namespace VwMesh.Addressing;

/// <summary>A run of IPv4 addresses that is allotted from the lowest upwards; a taken address is passed over once.</summary>
internal sealed class HostRange(uint first, uint last, Func<IPAddress, bool> isTaken)
{
    private ulong _next = first;

    /// <summary>The usable hosts of a pool: without network and broadcast address, but for /31 (RFC 3021) and /32, where all are hosts.</summary>
    internal static HostRange Of(IPNetwork pool, Func<IPAddress, bool> isTaken)
    {
        var bottom = ToNumber(pool.BaseAddress);
        var top = bottom | (uint)(0xffffffffUL >> pool.PrefixLength);
        return pool.PrefixLength >= 31 ? new HostRange(bottom, top, isTaken) : new HostRange(bottom + 1, top - 1, isTaken);
    }

    /// <summary>The lowest address that is free, or <see langword="null"/> when none is; the same again until it is taken.</summary>
    internal IPAddress? Next()
    {
        for (; _next <= last; _next++)
        {
            var address = ToAddress((uint)_next);
            if (!isTaken(address))
                return address;
        }
        return null;
    }

    internal static uint ToNumber(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    internal static IPAddress ToAddress(uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }
}
