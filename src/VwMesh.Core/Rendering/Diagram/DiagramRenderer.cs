using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Rendering.Diagram.Svg;

namespace VwMesh.Rendering.Diagram;

/// <summary>
/// Draws a mesh: its nodes grouped by how they can be reached, who dials whom, and which links are blocked or impossible.
/// Up to 12 nodes each link is drawn. With more, links that follow from the groups are drawn once for the group, and each one that
/// does not by itself. Beyond 50 nodes, or with many such exceptions, a matrix takes the place of the graph.
/// </summary>
public static class DiagramRenderer
{
    /// <summary>Draws a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="format">The form of the picture.</param>
    /// <returns>The picture. It holds names and endpoints, and no key.</returns>
    public static DiagramFile Render(Network network, DiagramFormat format)
    {
        ArgumentNullException.ThrowIfNull(network);
        var survey = new MeshSurvey(new Mesh(network));
        var content = format switch
        {
            DiagramFormat.Mermaid => MermaidDiagram.Draw(survey),
            DiagramFormat.Dot => DotDiagram.Draw(survey),
            DiagramFormat.Svg => SvgDiagram.Draw(survey),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
        };
        return new DiagramFile(network.Identity, network.Name + DiagramFile.ExtensionOf(format), content);
    }
}
