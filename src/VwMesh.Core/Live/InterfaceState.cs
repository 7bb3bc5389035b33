namespace VwMesh.Live;

/// <summary>How much of a network runs on a node.</summary>
public enum InterfaceState
{
    /// <summary>The node does not answer, or nothing says how to reach it.</summary>
    Unreachable,

    /// <summary>Neither file nor interface is there.</summary>
    NotInstalled,

    /// <summary>The file is there, the interface is not.</summary>
    Down,

    /// <summary>The WireGuard or the VXLAN interface is missing or down.</summary>
    Partial,

    /// <summary>Both interfaces are up.</summary>
    Up,
}
