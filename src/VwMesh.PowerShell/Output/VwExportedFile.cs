using System.Management.Automation;
using VwMesh.Storage;

namespace VwMesh.Output;

/// <summary>A file that an export has written, as cmdlets emit it.</summary>
public sealed class VwExportedFile
{
    private readonly ExportedFile _file;

    internal VwExportedFile(ExportedFile file) => _file = file;

    /// <summary>The network it is of, or <see langword="null"/> when it is of several.</summary>
    public PSObject? Network => Text.Of(_file.Network);

    /// <summary>The outcome.</summary>
    public string Outcome => _file.Outcome.ToString();

    /// <summary>The node it is for, or <see langword="null"/> when it is for the whole network.</summary>
    public string? Node => _file.Node;

    /// <summary>Its full path.</summary>
    public string Path => _file.Path;

    /// <summary>The path.</summary>
    /// <returns>The path.</returns>
    public override string ToString() => Path;
}
