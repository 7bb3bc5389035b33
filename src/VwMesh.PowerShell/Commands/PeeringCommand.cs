using System.Management.Automation;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Commands;

/// <summary>A cmdlet that allows or forbids peering between nodes.</summary>
public abstract class PeeringCommand : NodeCommand
{
    /// <summary>The nodes on the one side.</summary>
    // Not from the pipeline by value: a link, as Get-VwPeer emits it, has both sides as properties.
    [Parameter(Position = 1, Mandatory = true, ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [Alias("Node")]
    public override string[] Name { get; set; } = [];

    /// <summary>The nodes on the other side.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByObject)]
    [Parameter(Position = 2, Mandatory = true, ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    public string[] Peer { get; set; } = [];

    private protected abstract string Action { get; }

    private protected override void Process(string path, string name)
    {
        foreach (var peer in Peer)
        {
            if (ShouldProcess($"{Describe(path, name)} and node {Quoted.Show(peer)}", Action))
                Collect(path, (draft, _) => Apply(draft, name, peer), network => LinkBetween(network, name, peer));
        }
    }

    private protected abstract void Apply(NetworkDraft draft, string name, string peer);

    private static Link? LinkBetween(Network network, string name, string peer) =>
        network.Find(name) is { } node && network.Find(peer) is { } other ? new Mesh(network).Between(node, other) : null;
}
