using VwMesh.Model;

namespace VwMesh.Rendering.Zone;

/// <summary>A network, and the domain its nodes are named in.</summary>
/// <param name="Network">The network.</param>
/// <param name="Domain">The domain.</param>
public sealed record ZoneSource(Network Network, DomainName Domain);
