using VwMesh.Rendering.Zone;

namespace VwMesh.Output;

/// <summary>A zone in the text form that name servers load, as cmdlets emit it.</summary>
public sealed class VwDnsZone
{
    private readonly ZoneFile _zone;

    internal VwDnsZone(ZoneFile zone) => _zone = zone;

    /// <summary>The name of the zone, without the dot at its end.</summary>
    public string Origin => _zone.Origin;

    /// <summary>The name for its file.</summary>
    public string FileName => _zone.FileName;

    /// <summary>How many characters it has.</summary>
    public int Length => _zone.Content.Length;

    /// <summary>The text.</summary>
    public string Content => _zone.Content;

    /// <summary>The name of the zone.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Origin;
}
