namespace VwMesh.Checks.Nodes;

/// <summary>The addresses VXLAN travels between.</summary>
internal static class LinkLayer
{
    internal const string Key = "LinkLayerAddress";
}
