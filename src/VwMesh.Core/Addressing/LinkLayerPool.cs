using System.Net;
using System.Security.Cryptography;

namespace VwMesh.Addressing;

/// <summary>
/// The link-layer addresses that nodes get: 169.254.192.0 to 169.254.254.255 (RFC 3927). The ranges below belong to hosts: boot volumes,
/// name servers and metadata of clouds, containers.
/// </summary>
internal static class LinkLayerPool
{
    internal const int PrefixLength = 16;

    /// <summary>How many random addresses are tried before the range is searched.</summary>
    private const int RandomTries = 64;

    /// <summary>All link-local addresses of IPv4 (RFC 3927).</summary>
    internal static readonly IPNetwork Range = new(IPAddress.Parse("169.254.0.0"), PrefixLength);

    private static readonly HashSet<IPAddress> CloudServices =
        [IPAddress.Parse("169.254.169.123"), IPAddress.Parse("169.254.169.253"), IPAddress.Parse("169.254.169.254")];

    private static readonly uint FirstOfRange = HostRange.ToNumber(IPAddress.Parse("169.254.1.0"));
    private static readonly uint First = HostRange.ToNumber(IPAddress.Parse("169.254.192.0"));
    private static readonly uint Last = HostRange.ToNumber(IPAddress.Parse("169.254.254.255"));

    /// <summary>Whether clouds answer at an address: metadata, time, names.</summary>
    internal static bool IsCloudService(IPAddress address) => CloudServices.Contains(address);

    /// <summary>Whether an IPv4 address is one that RFC 3927 lets hosts have.</summary>
    internal static bool Holds(IPAddress address) => HostRange.ToNumber(address) is var number && number >= FirstOfRange && number <= Last;

    /// <summary>An address at random, because networks that know nothing of each other then hardly ever draw the same one for a machine.</summary>
    /// <param name="isTaken">Whether an address is in use.</param>
    /// <returns>A free address, or <see langword="null"/> when none is.</returns>
    internal static IPAddress? Draw(Func<IPAddress, bool> isTaken)
    {
        for (var i = 0; i < RandomTries; i++)
        {
            var address = HostRange.ToAddress(First + (uint)RandomNumberGenerator.GetInt32((int)(Last - First + 1)));
            if (!isTaken(address))
                return address;
        }
        return new HostRange(First, Last, isTaken).Next();
    }
}
