using System.Management.Automation;
using VwMesh.Rendering.Diagram;

namespace VwMesh.Output;

/// <summary>A picture of a network, as cmdlets emit it.</summary>
public sealed class VwDiagram
{
    private readonly DiagramFile _picture;

    internal VwDiagram(DiagramFile picture) => _picture = picture;

    /// <summary>The network.</summary>
    public PSObject? Network => Text.Of(_picture.Network);

    /// <summary>A name for the file.</summary>
    public string FileName => _picture.FileName;

    /// <summary>How many characters it has.</summary>
    public int Length => _picture.Content.Length;

    /// <summary>The text.</summary>
    public string Content => _picture.Content;

    /// <summary>The name for the file.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => FileName;
}
