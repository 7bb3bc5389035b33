using VwMesh.Model;

namespace VwMesh.Checks;

/// <summary>Something a check has found in a network. The topic about_VwMesh_Diagnostics describes each code.</summary>
/// <param name="Code">The stable code of the rule, such as <c>VW3004</c>.</param>
/// <param name="Severity">What it means for what is exported.</param>
/// <param name="Network">The network it is about.</param>
/// <param name="Node">The name of the node it is about, or <see langword="null"/> when it is about the whole network.</param>
/// <param name="Key">The key of the file it is about, such as <c>ListenPort</c>, or <see langword="null"/>.</param>
/// <param name="Message">What is wrong; never a secret.</param>
/// <param name="Remedy">What to do about it.</param>
/// <param name="Line">The line in the network's file, from 1, or <see langword="null"/> when it has no place there.</param>
/// <param name="Column">The column in that line, from 1.</param>
public sealed record Diagnostic(
    string Code, Severity Severity, NetworkIdentity Network, string? Node, string? Key, string Message, string Remedy, int? Line, int? Column)
{
    /// <summary>The names of all nodes that a diagnostic is about.</summary>
    public ValueList<string> Nodes { get; init; } = Node is null ? [] : [Node];

    /// <summary>The diagnostic as compilers write theirs.</summary>
    /// <returns><c>file(line,column): severity code: message</c>.</returns>
    public override string ToString() =>
        $"{ForeignText.Line(Path.GetFileName(Network.Path))}({Line ?? 1},{Column ?? 1}): {Severity} {Code}: {Message}";
}
