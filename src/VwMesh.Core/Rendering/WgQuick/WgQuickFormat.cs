using VwMesh.Setup;

namespace VwMesh.Rendering.WgQuick;

/// <summary>One file, in which wg-quick's hooks make the Ethernet. Where wg-quick is confined (AppArmor, SELinux), it does not start.</summary>
public sealed class WgQuickFormat : INodeFormat
{
    /// <inheritdoc/>
    public string Name => "WgQuick";

    /// <inheritdoc/>
    public IEnumerable<string> Lacks(NodeSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        if (setup.Vxlan.TimeToLive > 1)
            yield return "The network has relays, and this format has no commands for them.";
        if (setup.WireGuard.Key.Private is null)
            yield return "The private key of the node stays on it, and this format has no command that fills it in.";
        if (setup.OpensFirewall)
            yield return "The network has OpenFirewall, and this format has no commands for a host's firewall.";
    }

    /// <inheritdoc/>
    public Func<NodeSetup, IReadOnlyList<NodeFile>> Prepare(MeshSetup mesh)
    {
        var renderer = new WgQuickRenderer(mesh);
        return setup => [new NodeFile(renderer.FileName, IsSecret: true, renderer.RenderParts(setup))];
    }
}
