namespace VwMesh.Model;

/// <summary>How one node reaches a peer, where that differs from how all nodes reach it.</summary>
public sealed record LinkSettings
{
    internal LinkSettings(string from, string to) => (From, To) = (from, to);

    /// <summary>The name of the node that reaches the peer.</summary>
    public string From { get; internal init; }

    /// <summary>The name of the peer.</summary>
    public string To { get; internal init; }

    /// <summary>Where it reaches the peer, or <see langword="null"/> for the peer's own endpoint.</summary>
    public Endpoint? Endpoint { get; init; }

    /// <summary>Seconds between keepalives to the peer, 0 to 65535; 0 is off, <see langword="null"/> is the interval of the node.</summary>
    public int? PersistentKeepalive { get; init => field = value is { } seconds ? Setting.InRange(seconds, 0, 65535) : null; }

    /// <summary>The preshared key of the pair, both ways, or <see langword="null"/> for the derived key.</summary>
    public PresharedKey? PresharedKey { get; init; }

    internal bool IsEmpty => Endpoint is null && PersistentKeepalive is null && PresharedKey is null;

    /// <summary>Both names as they compare: without case, in order.</summary>
    internal string Key => KeyOf(From, To);

    internal static string KeyOf(string from, string to) => $"{from}\n{to}".ToUpperInvariant();
}
