using System.Globalization;
using System.Net;
using System.Net.Sockets;
using VwMesh.Model;

namespace VwMesh.Rendering.Zone;

/// <summary>
/// A part of in-addr.arpa or ip6.arpa (RFC 1035, section 3.5; RFC 3596, section 2.5). These are cut where labels end: after an octet, or a nibble.
/// A prefix between two cuts is made of several zones of the next cut, so that no server claims what is not the mesh's: a /22 has four /24.
/// Only a prefix longer than /24 or /124 takes the zone around it, since beyond that cut there are single addresses.
/// </summary>
internal sealed record ReverseZone
{
    private ReverseZone(IPNetwork prefix)
    {
        Prefix = prefix;
        var labels = LabelsOf(prefix.BaseAddress);
        Origin = string.Join('.', labels[^(prefix.PrefixLength / LabelBits(prefix.BaseAddress))..]) + Suffix(prefix.BaseAddress);
    }

    /// <summary>What the zone answers for.</summary>
    internal IPNetwork Prefix { get; }

    internal string Origin { get; }

    /// <summary>The zone an address has as part of a prefix.</summary>
    internal static ReverseZone Of(IPAddress address, int prefixLength)
    {
        var bits = LabelBits(address);
        var cut = Math.Min((prefixLength + bits - 1) / bits * bits, AddressText.BitLength(address) - bits);
        return new ReverseZone(AddressText.NetworkOf(address, Math.Max(cut, bits)));
    }

    /// <summary>The name of an address in the zone, relative to its origin.</summary>
    internal string OwnerOf(IPAddress address) =>
        string.Join('.', LabelsOf(address)[..^(Prefix.PrefixLength / LabelBits(address))]);

    private static int LabelBits(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 8 : 4;

    private static string Suffix(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? ".in-addr.arpa" : ".ip6.arpa";

    private static string[] LabelsOf(IPAddress address)
    {
        var labels = address.AddressFamily == AddressFamily.InterNetwork
            ? address.GetAddressBytes().Select(b => b.ToString(CultureInfo.InvariantCulture))
            : Convert.ToHexStringLower(address.GetAddressBytes()).Select(c => c.ToString());
        return [.. labels.Reverse()];
    }
}
