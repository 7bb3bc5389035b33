using System.Management.Automation;
using VwMesh.Checks;

namespace VwMesh.Output;

/// <summary>Something a check has found in a network, as cmdlets emit it.</summary>
public sealed class VwDiagnostic
{
    private readonly Diagnostic _diagnostic;

    internal VwDiagnostic(Diagnostic diagnostic) => _diagnostic = diagnostic;

    /// <summary>The network it is about.</summary>
    public PSObject? Network => Text.Of(_diagnostic.Network);

    /// <summary>The severity.</summary>
    public string Severity => _diagnostic.Severity.ToString();

    /// <summary>The stable code of the rule.</summary>
    public string Code => _diagnostic.Code;

    /// <summary>The node, where there is only one.</summary>
    public PSObject? Node => _diagnostic.Node is null ? null : Text.OfNode(_diagnostic.Node, _diagnostic.Network);

    /// <summary>All nodes that the finding is about.</summary>
    public TextList Nodes => TextList.Of(_diagnostic.Nodes, n => Text.OfNode(n, _diagnostic.Network));

    /// <summary>The key of the file it is about.</summary>
    public string? Key => _diagnostic.Key;

    /// <summary>The finding.</summary>
    public string Message => _diagnostic.Message;

    /// <summary>The way out.</summary>
    public string Remedy => _diagnostic.Remedy;

    /// <summary>The line in the network's file, from 1.</summary>
    public int? Line => _diagnostic.Line;

    /// <summary>The column in that line, from 1.</summary>
    public int? Column => _diagnostic.Column;

    /// <summary>The diagnostic as compilers write theirs.</summary>
    /// <returns><c>file(line,column): severity code: message</c>.</returns>
    public override string ToString() => _diagnostic.ToString();
}
