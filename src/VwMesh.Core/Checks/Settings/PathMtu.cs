namespace VwMesh.Checks.Settings;

/// <summary>What a path of 1500 bytes, the Internet's, leaves for the inside of the mesh.</summary>
internal static class PathMtu
{
    /// <summary>Where all underlays are IPv4: 1500 − 60 for WireGuard − 50 for VXLAN.</summary>
    internal const int OverIPv4 = 1390;

    /// <summary>Where an underlay is IPv6: 1500 − 80 for WireGuard − 50 for VXLAN.</summary>
    internal const int OverIPv6 = 1370;

    internal const string Key = "VxlanMTU";
}
