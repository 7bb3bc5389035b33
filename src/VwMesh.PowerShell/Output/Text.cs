using System.Globalization;
using System.Management.Automation;
using System.Net;
using VwMesh.Model;

namespace VwMesh.Output;

/// <summary>Values as the texts that people write, and that every way out keeps: JSON, CSV, CliXml, jobs. The parts of a value are members of its text.</summary>
internal static class Text
{
    internal static PSObject Of(string text, params ReadOnlySpan<(string Name, object? Value)> members)
    {
        // The engine keeps members by the string object: each text needs one of its own.
        var shown = new PSObject(new string(text.AsSpan()));
        foreach (var (name, value) in members)
            shown.Properties.Add(new PSNoteProperty(name, value));
        return shown;
    }

    internal static PSObject? Of(NetworkIdentity? network) => network is null ? null : Of(network.Name, ("Path", network.Path));

    /// <summary>A node's name. It knows its network, and can be piped on.</summary>
    internal static PSObject OfNode(string name, NetworkIdentity network) => Of(name, ("Name", name), ("Network", Of(network)));

    internal static PSObject? Of(Endpoint? endpoint) => endpoint is null ? null : Of(endpoint.ToString(), ("Host", endpoint.Host), ("Port", endpoint.Port));

    internal static PSObject? Of(InterfaceAddress? address) => address is null ? null : Of(address.Address, address.PrefixLength);

    internal static PSObject Of(IPNetwork prefix) => Of(prefix.BaseAddress, prefix.PrefixLength);

    internal static PSObject? Of(IPNetwork? prefix) => prefix is { } given ? Of(given) : null;

    internal static PSObject? Of(MacAddress? address) => address is { } given ? Of(given.Value) : null;

    internal static PSObject? Of(PublicKey? key) => key is null ? null : Of(key.Value);

    internal static PSObject Of(NodePair pair) => Of(pair.ToString(), ("First", pair.First), ("Second", pair.Second));

    internal static PSObject? Of(VwMeshException? error) => error is null ? null : Of(error.Message, ("Message", error.Message), ("ErrorId", error.ErrorId));

    private static PSObject Of(IPAddress address, int prefixLength) => Of(string.Create(CultureInfo.InvariantCulture, $"{address}/{prefixLength}"),
        ("Address", address.ToString()), ("PrefixLength", prefixLength), ("SortKey", Convert.ToHexStringLower(address.MapToIPv6().GetAddressBytes())));
}
