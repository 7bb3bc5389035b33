namespace VwMesh.MeshTests.Lab;

/// <summary>What the lab needs of the machine.</summary>
internal static class Prerequisites
{
    private static readonly string[] Tools =
        ["unshare", "nsenter", "ip", "bridge", "nft", "iptables", "sysctl", "ping", "wg", "wg-quick", "wireguard-go", "babeld"];

    /// <summary>Why no lab can be built here, or <see langword="null"/> when one can.</summary>
    internal static string? Missing { get; } = Find();

    private static string? Find()
    {
        if (!OperatingSystem.IsLinux())
            return "network namespaces are Linux's";
        if (!Environment.IsPrivilegedProcess)
            return "network namespaces need root";
        return Needs.Missing(Tools);
    }
}
