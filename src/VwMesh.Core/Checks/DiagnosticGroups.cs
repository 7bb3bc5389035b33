using System.Globalization;
using VwMesh.Model;

namespace VwMesh.Checks;

/// <summary>Makes one diagnostic of those that a rule gives for many nodes.</summary>
public static class DiagnosticGroups
{
    // Faults of the file itself stay apart: each has a place of its own.
    private const string OfFile = "VW1";

    /// <summary>Groups by rule.</summary>
    /// <param name="diagnostics">The diagnostics of one network.</param>
    /// <returns>One diagnostic for each rule that names nodes, in the order of the first of each. Its message names the first nodes, and its place is that of the first.</returns>
    public static IReadOnlyList<Diagnostic> Of(IEnumerable<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        return [.. diagnostics.Index().GroupBy(d => (d.Item.Code, d.Item.Severity, Alone: d.Item.Node is null || d.Item.Code.StartsWith(OfFile, StringComparison.Ordinal) ? d.Index : -1))
            .Select(group => OfRule([.. group.Select(d => d.Item)]))];
    }

    private static Diagnostic OfRule(List<Diagnostic> same)
    {
        var first = same[0];
        var nodes = same.Select(d => d.Node).OfType<string>().Distinct(NodeName.Comparer).ToValueList();
        if (nodes.Count < 2)
            return same.Count == 1 ? first : first with { Message = $"{first.Message} {Enumeration.Count(same.Count - 1, "more finding", "more findings")} of this kind at the node." };
        var others = nodes.Skip(1).ToList();
        var more = string.Create(CultureInfo.InvariantCulture, $"{others.Count} more {(others.Count == 1 ? "node" : "nodes")}");
        var isAlike = same.TrueForAll(d => Without(d) == Without(first));
        return first with
        {
            Node = null,
            Nodes = nodes,
            Message = $"{first.Message} {(isAlike ? "The same holds for" : "Likewise, each in its own way,")} {more}: {Enumeration.Of(others)}.",
        };
    }

    private static string Without(Diagnostic diagnostic) => diagnostic.Message.Replace(Quoted.Show(diagnostic.Node!), "", StringComparison.Ordinal);
}
