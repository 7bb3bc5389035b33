using System.Globalization;

namespace VwMesh.Model;

/// <summary>A 48-bit hardware address, unicast and locally administered (IEEE 802).</summary>
public readonly record struct MacAddress
{
    private readonly ulong _bits;

    private MacAddress(ulong bits) => _bits = bits;

    /// <summary>The address that vwgen and VwMesh give a node: the last six bytes of its public key, made unicast and locally administered.</summary>
    /// <param name="publicKey">The node's public key.</param>
    /// <returns>The address.</returns>
    public static MacAddress FromPublicKey(PublicKey publicKey)
    {
        ArgumentNullException.ThrowIfNull(publicKey);
        ulong bits = 0;
        foreach (var b in publicKey.Bytes[^6..])
            bits = (bits << 8) | b;
        return new MacAddress((bits & ~(1UL << 40)) | (2UL << 40));
    }

    /// <summary>The address as <c>ip link</c> writes it.</summary>
    public string Value => string.Create(CultureInfo.InvariantCulture,
        $"{(byte)(_bits >> 40):x2}:{(byte)(_bits >> 32):x2}:{(byte)(_bits >> 24):x2}:{(byte)(_bits >> 16):x2}:{(byte)(_bits >> 8):x2}:{(byte)_bits:x2}");

    /// <summary>The address as <c>ip link</c> writes it.</summary>
    /// <returns>Six pairs of lower-case hexadecimal digits between colons.</returns>
    public override string ToString() => Value;
}
