using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json;
using VwMesh.Model;

namespace VwMesh.Live;

/// <summary>A network interface, as <c>ip -j -d address show</c> tells it (ip-address(8), ip-link(8)).</summary>
/// <param name="Kind">The kernel's kind, such as <c>vxlan</c>; for a device without one, its layer, such as <c>ether</c>.</param>
/// <param name="IsEthernet">Whether it carries Ethernet frames; WireGuard's carry none.</param>
/// <param name="IsUp">Whether it is administratively up.</param>
/// <param name="Mtu">Its MTU, in bytes.</param>
/// <param name="Mac">Its hardware address; empty for none.</param>
/// <param name="Addresses">Its addresses, without IPv6's link-local ones.</param>
/// <param name="Vxlan">What it is as a VXLAN interface, or <see langword="null"/> when it is none.</param>
internal sealed record NetworkInterface(
    string Kind, bool IsEthernet, bool IsUp, int Mtu, string Mac, IReadOnlyList<InterfaceAddress> Addresses, VxlanSettings? Vxlan)
{
    /// <summary>Reads an interface; <see langword="null"/> when it is not there.</summary>
    /// <exception cref="VwMeshException">The answer is none of ip's (<c>NodeAnswerInvalid</c>).</exception>
    internal static NetworkInterface? Read(NodeAnswer answer, string? text, string name)
    {
        if (text is null)
            return null;
        var row = JsonTable.Rows(answer, "ip", text).FirstOrDefault(r => r.Text("ifname") == name);
        if (row.ValueKind == JsonValueKind.Undefined)
            return null;
        var info = row.Child("linkinfo");
        var data = info.Child("info_data");
        return new NetworkInterface(
            info.Text("info_kind") ?? row.Text("link_type") ?? "",
            row.Text("link_type") == "ether",
            row.List("flags").Any(f => f.ValueKind == JsonValueKind.String && f.GetString() == "UP"),
            row.Number("mtu") ?? throw answer.Invalid($"ip tells no MTU of {name}"),
            PhysicalAddress.TryParse(row.Text("address"), out var mac) ? string.Join(':', mac.GetAddressBytes().Select(b => b.ToString("x2", null))) : "",
            [.. row.List("addr_info").Select(a => ReadAddress(answer, a)).Where(a => !a.Address.IsIPv6LinkLocal)],
            info.Text("info_kind") == "vxlan"
                ? new VxlanSettings(data.Number("id") ?? 0, IPAddress.TryParse(data.Text("local"), out var local) ? local.ToString() : "", data.Number("port") ?? 0)
                : null);
    }

    private static InterfaceAddress ReadAddress(NodeAnswer answer, JsonElement row) =>
        IPAddress.TryParse(row.Text("local"), out var address) && row.Number("prefixlen") is { } length and >= 0
        && length <= (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 32 : 128)
            ? new InterfaceAddress(address, length)
            : throw answer.Invalid("ip tells an address that is none");
}

/// <summary>The settings of a VXLAN interface (RFC 7348).</summary>
/// <param name="Id">The VXLAN network identifier.</param>
/// <param name="Local">The address frames are sent from.</param>
/// <param name="Port">The UDP port.</param>
internal sealed record VxlanSettings(int Id, string Local, int Port);
