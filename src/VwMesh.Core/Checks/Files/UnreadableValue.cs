using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Checks.Files;

/// <summary>What keeps the file from being read as a network. As long as there is such a thing, only the rules about files can be asked.</summary>
internal sealed class UnreadableValue() : FileCheck("VW1001", Severity.Error)
{
    internal override IEnumerable<Finding> Find(NetworkReading file) => file.Problems.Select(problem => new Finding(
        problem.Key.Length == 0 ? Sentence(problem.Message) : $"{problem.Key}: {Sentence(problem.Message)}",
        "Mend the file at this place; no command can use the network until then.",
        problem.Node is null ? null : Shown(problem.Node),
        problem.Key.Length == 0 ? null : problem.Key,
        problem.Position));

    private static string Sentence(string message) => message.EndsWith('.') ? message : message + ".";

    // A name in a file edited by hand may hold anything; shown as itself only when it is a name.
    private static string Shown(string node)
    {
        var quoted = Quoted.Show(node);
        return quoted[1..^1] == node ? node : quoted;
    }
}
