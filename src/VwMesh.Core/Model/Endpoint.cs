using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace VwMesh.Model;

/// <summary>Where a node can be reached over UDP: a host and a port, as <c>wg</c> takes it (wg(8), Endpoint).</summary>
public sealed record Endpoint
{
    private static readonly SearchValues<char> LabelCharacters =
        SearchValues.Create("-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private Endpoint(string host, int port, IPAddress? address)
    {
        Host = host;
        Port = port;
        Address = address;
    }

    /// <summary>A host name (RFC 1123) or an address, IPv6 without brackets.</summary>
    public string Host { get; }

    /// <summary>The UDP port, 1 to 65535.</summary>
    public int Port { get; }

    /// <summary>The host as an address, or <see langword="null"/> when it is a name.</summary>
    public IPAddress? Address { get; }

    /// <summary>Reads <c>host:port</c>, <c>192.0.2.1:port</c> or <c>[2001:db8::1]:port</c>; <c>[v6]</c>, a bare IPv6 address and a bare host take the default port.</summary>
    /// <param name="text">The text, without spaces around it.</param>
    /// <param name="defaultPort">The port where the text has none, commonly the node's ListenPort; 0 when there is no default.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="VwMeshException">The text is not an endpoint (<c>InvalidEndpoint</c>).</exception>
    public static Endpoint Parse(string text, int defaultPort = 0)
    {
        ArgumentNullException.ThrowIfNull(text);
        RequireHostAndPortAlone(text);
        var (host, portText) = Split(text);
        var port = ParsePort(text, portText, defaultPort);
        var isAddress = AddressText.TryParseAddress(host, out var address);
        if (text.StartsWith('[') && !(isAddress && address.AddressFamily == AddressFamily.InterNetworkV6))
            throw Invalid(text, "brackets are for IPv6 addresses; write 192.0.2.1:51820");
        if (isAddress)
            return new Endpoint(host, port, address);
        CheckHostName(text, host);
        return new Endpoint(host, port, null);
    }

    /// <summary>The endpoint as <c>wg</c> takes it.</summary>
    /// <returns><c>host:port</c>, with brackets around an IPv6 address.</returns>
    public override string ToString() =>
        Address?.AddressFamily == AddressFamily.InterNetworkV6
            ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
            : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    // The mistakes of people who have an address from elsewhere; what follows would blame the colons in it.
    private static void RequireHostAndPortAlone(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal))
            throw Invalid(text, "it is a URL, and WireGuard speaks UDP alone; write host and port, host:51820");
        if (text.Contains('/', StringComparison.Ordinal))
            throw Invalid(text, "an endpoint is one address, without a prefix length or a path; write host:51820");
        if (text.Contains('@', StringComparison.Ordinal))
            throw Invalid(text, "an endpoint has no user name; -SshUserName is for the account on the node. Write host:51820");
        if (text.Contains('%', StringComparison.Ordinal))
            throw Invalid(text, "a zone such as %eth0 names an interface of one machine, and the peers are others; write an address that all of them reach");
    }

    private static (string Host, string? Port) Split(string text)
    {
        if (text.StartsWith('['))
        {
            var close = text.IndexOf(']', StringComparison.Ordinal);
            if (close < 0)
                throw Invalid(text, "the bracket is not closed; write [2001:db8::1]:51820");
            return close == text.Length - 1 ? (text[1..close], null)
                : text[close + 1] == ':' ? (text[1..close], text[(close + 2)..])
                : throw Invalid(text, "after the bracket comes a colon and the port; write [2001:db8::1]:51820");
        }
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && colon == text.LastIndexOf(':') ? (text[..colon], text[(colon + 1)..]) : (text, null);
    }

    private static int ParsePort(string text, string? portText, int defaultPort)
    {
        if (portText is null)
        {
            return defaultPort is > 0 and <= 65535 ? defaultPort
                : throw Invalid(text, "it has no port, and the node has no ListenPort to take; write host:51820");
        }
        return portText.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0
            && int.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? port
            : throw Invalid(text, "after the colon comes a port from 1 to 65535; write host:51820");
    }

    private static void CheckHostName(string text, string host)
    {
        if (host.Length == 0)
            throw Invalid(text, "the host is missing; write host:51820");
        if (host.Contains(':', StringComparison.Ordinal))
            throw Invalid(text, "it is no IPv6 address; write [2001:db8::1]:51820");
        var name = host.AsSpan().TrimEnd('.');
        if (name[(name.LastIndexOf('.') + 1)..].IndexOfAnyExceptInRange('0', '9') < 0)
            throw Invalid(text, "it is neither an IPv4 address nor a host name; write 192.0.2.1:51820");
        if (host.Length > 253 || host.EndsWith("..", StringComparison.Ordinal) || !AreLabels(name))
            throw Invalid(text, "a host name has labels of ASCII letters, digits and hyphens (a name beyond ASCII in its xn-- form)");
    }

    private static bool AreLabels(ReadOnlySpan<char> name)
    {
        foreach (var label in name.Split('.'))
        {
            if (!IsLabel(name[label]))
                return false;
        }
        return true;
    }

    private static bool IsLabel(ReadOnlySpan<char> label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && !label.ContainsAnyExcept(LabelCharacters);

    private static VwMeshException Invalid(string text, string why) =>
        VwMeshException.Invalid("InvalidEndpoint", $"{Quoted.Show(text)} is not an endpoint: {why}.", text);
}
