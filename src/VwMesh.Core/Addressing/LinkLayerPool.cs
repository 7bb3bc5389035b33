using System.Net;

namespace VwMesh.Addressing;

/// <summary>The link-layer addresses nodes may get: 169.254.1.0 to 169.254.254.255 (RFC 3927) without those of cloud services.</summary>
internal static class LinkLayerPool
{
    internal const int PrefixLength = 16;

    private static readonly HashSet<IPAddress> CloudServices =
        [IPAddress.Parse("169.254.169.123"), IPAddress.Parse("169.254.169.253"), IPAddress.Parse("169.254.169.254")];

    private static readonly uint First = HostRange.ToNumber(IPAddress.Parse("169.254.1.0"));
    private static readonly uint Last = HostRange.ToNumber(IPAddress.Parse("169.254.254.255"));

    internal static HostRange Hosts(AddressRegister register) =>
        new(First, Last, address => CloudServices.Contains(address) || register.IsLinkLayerTaken(address));
}
