using System.Globalization;
using VwMesh.Model;

namespace VwMesh.Live;

/// <summary>
/// What a node wrote in answer to a script: parts between marks that nobody on the node could foresee. What stands outside of them, such as
/// the greeting of a login shell, is nobody's concern.
/// </summary>
internal sealed class NodeAnswer
{
    private readonly Dictionary<string, Part> _parts = [];
    private readonly string _node;

    private NodeAnswer(string node) => _node = node;

    /// <summary>The words a node said beside its parts, such as <c>failed</c>, with what it added to them.</summary>
    internal Dictionary<string, string> Words { get; } = [];

    /// <summary>Reads an answer.</summary>
    /// <param name="node">The node's name, for errors.</param>
    /// <param name="mark">What the script was told to mark its parts with.</param>
    /// <param name="text">All that came.</param>
    internal static NodeAnswer Read(string node, string mark, string text)
    {
        var answer = new NodeAnswer(node);
        var prefix = $"=={mark} ";
        string? open = null;
        var begin = 0;
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            end = end < 0 ? text.Length : end;
            if (string.CompareOrdinal(text, at, prefix, 0, prefix.Length) == 0)
            {
                var words = text[(at + prefix.Length)..end].Split(' ', 3);
                if (words is ["begin", var name])
                {
                    (open, begin) = (name, Math.Min(end + 1, text.Length));
                }
                else if (words is ["end", var closed, var code] && closed == open)
                {
                    // The mark begins a line of its own, so that a line end of ours may stand before it.
                    answer._parts[closed] = new Part(text[begin..Math.Max(begin, at - 1)], answer.ExitCode(code));
                    open = null;
                }
                else
                {
                    answer.Words[words[0]] = string.Join(' ', words[1..]);
                }
            }
            at = end + 1;
        }
        return answer;
    }

    /// <summary>What a command wrote, or <see langword="null"/> when it failed or was not run.</summary>
    internal string? Output(string name) => _parts.TryGetValue(name, out var part) && part.ExitCode == 0 ? part.Text : null;

    /// <summary>What a command wrote, or <see langword="null"/> when it was not run.</summary>
    /// <exception cref="VwMeshException">It failed (<c>NodeAnswerInvalid</c>): what cannot be read must not be taken for something that is not there.</exception>
    internal string? RequireOutput(string name, string command) => !_parts.TryGetValue(name, out var part) ? null
        : part.ExitCode == 0 ? part.Text : throw Invalid($"'{command}' fails there with exit code {part.ExitCode}");

    /// <summary>Whether the node said that its answer is whole.</summary>
    /// <exception cref="VwMeshException">It did not (<c>NodeAnswerInvalid</c>).</exception>
    internal void RequireWhole()
    {
        if (!Words.ContainsKey("done"))
            throw Invalid("the answer breaks off");
    }

    /// <summary>The error of an answer that is not what it should be.</summary>
    internal VwMeshException Invalid(string why) => Invalid(_node, why);

    /// <summary>The error of an answer that is not what it should be.</summary>
    internal static VwMeshException Invalid(string node, string why) => new("NodeAnswerInvalid", ErrorKind.InvalidData,
        $"Node {Quoted.Show(node)} does not answer as it should: {why}.", node);

    /// <summary>The error for an interface of the host that has a name of the network.</summary>
    internal VwMeshException NotOurs(string name, NetworkInterface there, string wanted, Network network) => NotOurs(_node, name, there, wanted, network);

    /// <summary>The error for an interface of the host that has a name of the network.</summary>
    internal static VwMeshException NotOurs(string node, string name, NetworkInterface there, string wanted, Network network)
    {
        var kind = there.Vxlan is { } vxlan ? string.Create(CultureInfo.InvariantCulture, $"a VXLAN interface with VNI {vxlan.Id}") : $"an interface of kind {Quoted.Show(there.Kind)}";
        return new VwMeshException("InterfaceNotOurs", ErrorKind.ResourceExists,
            $"Node {Quoted.Show(node)} has an interface {Quoted.Show(name)} that is not {wanted} of network {Quoted.Show(network.Name)}: it is {kind}. "
            + "Nothing was touched. Rename the network's file, or that interface.", node);
    }

    private int ExitCode(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : throw Invalid($"{Quoted.Show(text)} is no exit code");

    private sealed record Part(string Text, int ExitCode);
}
