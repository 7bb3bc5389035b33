using System.Management.Automation;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>A row of a matrix of nodes: the node, its state, and a cell for each node of the network. The columns are the names of the nodes.</summary>
internal static class MatrixRow
{
    // The view of it is in VwMesh.format.ps1xml.
    private const string TypeName = "VwMesh.MatrixRow";

    /// <summary>Makes a row.</summary>
    /// <param name="network">The network, whose nodes are the columns.</param>
    /// <param name="node">The node of the row.</param>
    /// <param name="state">Its state.</param>
    /// <param name="cellOf">The cell of another node; <see langword="null"/> for a row of unknown cells.</param>
    internal static PSObject Of(Network network, Node node, string state, Func<Node, string>? cellOf)
    {
        var row = new PSObject();
        row.TypeNames.Insert(0, TypeName);
        row.Properties.Add(new PSNoteProperty("Node", Text.OfNode(node.Name, node.Network)));
        row.Properties.Add(new PSNoteProperty("State", state));
        // The view groups by it. A property would be a column.
        row.Members.Add(new PSMemberSet("Matrix", [new PSNoteProperty("Network", network.Name)]));
        // A node that has the name of another column is left out.
        foreach (var peer in network.Nodes.Where(n => row.Properties[n.Name] is null))
            row.Properties.Add(new PSNoteProperty(peer.Name, NodeName.Comparer.Equals(peer.Name, node.Name) ? "" : cellOf is null ? "?" : cellOf(peer)));
        return row;
    }
}
