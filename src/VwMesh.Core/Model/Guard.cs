namespace VwMesh.Model;

/// <summary>What closes the VXLAN port to everyone but the tunnel.</summary>
public enum Guard
{
    /// <summary>A table of nftables, made and removed with the interface.</summary>
    Nftables,

    /// <summary>Rules of iptables and ip6tables, for nodes without nftables.</summary>
    Iptables,

    /// <summary>Nothing: whoever knows the VNI can join the mesh in clear text, unless a firewall of the node's own prevents it.</summary>
    None,
}
