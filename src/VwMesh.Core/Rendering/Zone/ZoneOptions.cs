using VwMesh.Model;

namespace VwMesh.Rendering.Zone;

/// <summary>What every zone says of itself.</summary>
public sealed record ZoneOptions
{
    /// <summary>
    /// The hosts that serve the zones: names of nodes, or full host names outside of the zones. The first is the primary of the SOA.
    /// Without any it is <c>localhost</c>, which every server can load and no resolver mistakes for a real one.
    /// </summary>
    public ValueList<string> NameServers { get; init; } = [];

    /// <summary>
    /// The mailbox of who is responsible, such as <c>noc@example.net</c>; <c>hostmaster</c> at the domain when <see langword="null"/>.
    /// </summary>
    public string? Hostmaster { get; init; }

    /// <summary>Seconds a resolver may keep a record, 0 to 2147483647 (RFC 2181, section 8).</summary>
    public int TimeToLive { get; init => field = Setting.InRange(value, 0, int.MaxValue); } = 300;

    /// <summary>
    /// The serial number, which must grow with each change (RFC 1982); the seconds since 1970, as vwgen has it, when not given.
    /// </summary>
    public uint Serial { get; init; } = unchecked((uint)DateTimeOffset.UtcNow.ToUnixTimeSeconds());
}
