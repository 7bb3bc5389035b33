namespace VwMesh.Model;

/// <summary>How the nodes learn of the networks behind other nodes.</summary>
public enum SubnetRouting
{
    /// <summary>Each node's configuration has a route to each of them. This suits a few sites and needs no daemon.</summary>
    Static,

    /// <summary>babeld announces them; its configuration lists them.</summary>
    Babel,

    /// <summary>The administrator sees to it.</summary>
    None,
}
