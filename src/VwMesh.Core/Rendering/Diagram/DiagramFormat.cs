namespace VwMesh.Rendering.Diagram;

/// <summary>The forms a picture of a mesh can have.</summary>
public enum DiagramFormat
{
    /// <summary>A flowchart in Mermaid's language, for Markdown pages of GitHub, GitLab and wikis.</summary>
    Mermaid,

    /// <summary>A graph in Graphviz's language (dot(1)).</summary>
    Dot,

    /// <summary>A finished picture that needs no other file and no tool: Scalable Vector Graphics.</summary>
    Svg,
}
