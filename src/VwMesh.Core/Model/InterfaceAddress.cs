using System.Net;

namespace VwMesh.Model;

/// <summary>An address of an interface with the length of its prefix, as <c>ip address add</c> takes it: <c>10.0.0.1/24</c>.</summary>
public sealed record InterfaceAddress
{
    /// <summary>An address of an interface.</summary>
    /// <param name="address">The address.</param>
    /// <param name="prefixLength">How many leading bits are the network's: 0 to 32 for IPv4, to 128 for IPv6.</param>
    public InterfaceAddress(IPAddress address, int prefixLength)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)prefixLength, (uint)AddressText.BitLength(address), nameof(prefixLength));
        Address = address;
        PrefixLength = prefixLength;
    }

    /// <summary>The address.</summary>
    public IPAddress Address { get; }

    /// <summary>How many leading bits are the network's.</summary>
    public int PrefixLength { get; }

    /// <summary>Whether a user gave the address alone, and means the length of the pool that it is in.</summary>
    internal bool TakesLengthOfPool { get; private init; }

    /// <summary>The network the address lies in.</summary>
    /// <returns>The network, host bits zero.</returns>
    public IPNetwork GetNetwork() => AddressText.NetworkOf(Address, PrefixLength);

    /// <summary>The address alone as a network: /32 for IPv4, /128 for IPv6.</summary>
    /// <returns>The network of one address.</returns>
    public IPNetwork GetHostRoute() => new(Address, AddressText.BitLength(Address));

    /// <summary>Reads <c>address/length</c>; an address without a length is /32 or /128.</summary>
    /// <param name="text">The text, without spaces around it.</param>
    /// <returns>The address.</returns>
    /// <exception cref="VwMeshException">The text is not an address (<c>InvalidAddress</c>).</exception>
    public static InterfaceAddress Parse(string text) =>
        AddressText.TryParsePrefix(text, out var address, out var length)
            ? new InterfaceAddress(address, length)
            : throw VwMeshException.Invalid("InvalidAddress",
                $"{Quoted.Show(text)} is not an address with its prefix length; write it like 10.0.0.1/24 or fd00::1/64.", text);

    /// <summary>Reads an address that a user gives a node of a network; one without a length gets that of the pool it is in, from <see cref="Addressing.GivenSettings"/>.</summary>
    /// <param name="text">The text, without spaces around it.</param>
    /// <returns>The address.</returns>
    /// <exception cref="VwMeshException">The text is not an address (<c>InvalidAddress</c>).</exception>
    public static InterfaceAddress ParseGiven(string text)
    {
        var address = Parse(text);
        return text.Contains('/', StringComparison.Ordinal) ? address : new InterfaceAddress(address.Address, address.PrefixLength) { TakesLengthOfPool = true };
    }

    /// <inheritdoc/>
    public bool Equals(InterfaceAddress? other) => other is not null && PrefixLength == other.PrefixLength && Address.Equals(other.Address);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Address, PrefixLength);

    /// <summary>The address as <c>ip address add</c> takes it.</summary>
    /// <returns><c>address/length</c>.</returns>
    public override string ToString() => $"{Address}/{PrefixLength}";
}
