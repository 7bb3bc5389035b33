using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>A hook that wg-quick would cut, or take for several lines.</summary>
internal sealed class UnusableHook() : NetworkCheck("VW3029", Severity.Error)
{
    private static readonly (string Key, Func<Node, ValueList<string>> Of)[] Hooks =
    [
        (nameof(Node.PreUp), n => n.PreUp), (nameof(Node.PostUp), n => n.PostUp),
        (nameof(Node.PreDown), n => n.PreDown), (nameof(Node.PostDown), n => n.PostDown),
    ];

    internal override IEnumerable<Finding> Find(Mesh mesh) =>
        from node in mesh.Network.Nodes
        from hooks in Hooks
        from hook in hooks.Of(node)
        let fault = Hook.FaultOf(hook)
        where fault is not null
        select new Finding(
            $"{hooks.Key} of node {Quoted.Show(node.Name)}: {Quoted.Show(hook)} cannot be a hook: {fault}.",
            $"Set-VwNode -{hooks.Key} with the commands as they should be.",
            node.Name, hooks.Key);
}
