namespace VwMesh.Rendering.Routing;

/// <summary>The routing daemons VwMesh writes configurations for.</summary>
public enum RoutingDaemon
{
    /// <summary>babeld, the reference implementation of Babel (RFC 8966).</summary>
    Babeld,
}
