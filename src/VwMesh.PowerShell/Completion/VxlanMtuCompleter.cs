namespace VwMesh.Completion;

/// <summary>Offers the MTUs that do not fragment on the usual paths.</summary>
public sealed class VxlanMtuCompleter() : ValueCompleter(
    ("1370", "paths of 1500 bytes, underlay IPv6 or unknown"),
    ("1390", "paths of 1500 bytes, all underlays IPv4"),
    ("1362", "paths of 1492 bytes (PPPoE), underlay IPv6 or unknown"),
    ("1382", "paths of 1492 bytes (PPPoE), all underlays IPv4"));
