using System.Globalization;
using VwMesh.Model;

namespace VwMesh.Importing;

/// <summary>Something in the files that the network cannot express, or that they do not agree on.</summary>
/// <param name="Id">The stable name of its kind, such as <c>PresharedKeyDropped</c>.</param>
/// <param name="Path">The file, or <see langword="null"/> when it is about all of them.</param>
/// <param name="Line">The line in the file, counted from 1; 0 when it is about the whole file.</param>
/// <param name="Message">What it is and what becomes of it. Never a secret.</param>
public sealed record ImportFinding(string Id, string? Path, int Line, string Message)
{
    /// <summary>The finding with its place.</summary>
    /// <returns><c>path:line: message</c>, without what is not known.</returns>
    public override string ToString() =>
        Path is null ? Message : $"{ForeignText.Line(Path)}{(Line == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $":{Line}"))}: {Message}";
}
