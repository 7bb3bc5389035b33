namespace VwMesh.MeshTests.Lab;

/// <summary>A host's place on the underlay: its addresses, <see langword="null"/> where it has none of a family.</summary>
internal sealed record Underlay(string? IPv4, string? IPv6);

/// <summary>Which families a host's line to the underlay carries.</summary>
[Flags]
public enum Families
{
    IPv4 = 1,
    IPv6 = 2,
    Both = IPv4 | IPv6,
}
