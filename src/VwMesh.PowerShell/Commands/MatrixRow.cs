using System.Management.Automation;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>A row of a matrix of nodes: the node, its state, and a cell for each node of the network. The columns are the names of the nodes.</summary>
internal sealed class MatrixRow
{
    // The view of it is in VwMesh.format.ps1xml.
    private const string TypeName = "VwMesh.MatrixRow";

    private readonly PSObject _row = new();

    internal MatrixRow(NetworkIdentity network, string node, string state)
    {
        _row.TypeNames.Insert(0, TypeName);
        _row.Properties.Add(new PSNoteProperty("Node", Text.OfNode(node, network)));
        _row.Properties.Add(new PSNoteProperty("State", state));
        // The view groups by it. A property would be a column.
        _row.Members.Add(new PSMemberSet("Matrix", [new PSNoteProperty("Network", network.Name)]));
    }

    /// <summary>Adds a cell. A node that has the name of another column is left out.</summary>
    internal void Add(string peer, string cell)
    {
        if (_row.Properties[peer] is null)
            _row.Properties.Add(new PSNoteProperty(peer, cell));
    }

    internal PSObject ToObject() => _row;
}
