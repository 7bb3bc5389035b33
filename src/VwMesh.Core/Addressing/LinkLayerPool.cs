using System.Net;

namespace VwMesh.Addressing;

/// <summary>The link-layer addresses nodes may get: 169.254.1.0 to 169.254.254.255 (RFC 3927) without those of cloud services.</summary>
internal static class LinkLayerPool
{
    internal const int PrefixLength = 16;

    /// <summary>All link-local addresses of IPv4 (RFC 3927).</summary>
    internal static readonly IPNetwork Range = new(IPAddress.Parse("169.254.0.0"), PrefixLength);

    private static readonly HashSet<IPAddress> CloudServices =
        [IPAddress.Parse("169.254.169.123"), IPAddress.Parse("169.254.169.253"), IPAddress.Parse("169.254.169.254")];

    private static readonly uint First = HostRange.ToNumber(IPAddress.Parse("169.254.1.0"));
    private static readonly uint Last = HostRange.ToNumber(IPAddress.Parse("169.254.254.255"));

    /// <summary>Whether clouds answer at an address: metadata, time, names.</summary>
    internal static bool IsCloudService(IPAddress address) => CloudServices.Contains(address);

    /// <summary>Whether an IPv4 address is in the range that is allotted from.</summary>
    internal static bool Holds(IPAddress address) => HostRange.ToNumber(address) is var number && number >= First && number <= Last;

    internal static HostRange Hosts(AddressRegister register) =>
        new(First, Last, address => CloudServices.Contains(address) || register.IsLinkLayerTaken(address));
}
