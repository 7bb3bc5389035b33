namespace VwMesh.Model;

/// <summary>What closes the VXLAN port to everyone but the tunnel.</summary>
public enum Guard
{
    /// <summary>A table of nftables, made and removed with the interface.</summary>
    Nftables,

    /// <summary>Rules of iptables, for nodes without nftables; the kernel takes such VXLAN over IPv4 alone.</summary>
    Iptables,

    /// <summary>Nothing: whoever knows the VNI can join the mesh in clear text, unless a firewall of the node's own prevents it.</summary>
    None,
}
