using System.Management.Automation;
using VwMesh.Model;

namespace VwMesh.Output;

/// <summary>A private key as cmdlets emit it: hidden wherever it is shown, logged or serialised.</summary>
public sealed class VwPrivateKey : IEquatable<VwPrivateKey>
{
    internal VwPrivateKey(PrivateKey key) => Key = key;

    /// <summary>The public key that belongs to it.</summary>
    public PSObject? PublicKey => Text.Of(Key.PublicKey);

    internal PrivateKey Key { get; }

    /// <summary>The secret itself, as <c>wg</c> reads it. The caller answers for where it goes.</summary>
    /// <returns>44 characters of base64.</returns>
    public string Reveal() => Key.Reveal();

    /// <inheritdoc/>
    public bool Equals(VwPrivateKey? other) => Key.Equals(other?.Key);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as VwPrivateKey);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode();

    /// <summary>Never the secret.</summary>
    /// <returns><c>(hidden)</c>.</returns>
    public override string ToString() => Key.ToString();
}
