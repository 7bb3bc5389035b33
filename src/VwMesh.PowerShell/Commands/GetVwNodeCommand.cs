using System.Management.Automation;
using VwMesh.Completion;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>Reads nodes, with what follows from their keys: public key, MAC and IPv6 address.</summary>
[Cmdlet(VerbsCommon.Get, "VwNode")]
[OutputType(typeof(VwNode))]
public sealed class GetVwNodeCommand : NodeReadingCommand
{
    private readonly HashSet<string> _groups = new(GroupName.Comparer);

    /// <summary>Groups, with or without wildcards: nodes of one of them are read. Without it, all nodes.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(GroupCompleter))]
    public string[]? Group { get; set; }

    /// <summary>Reports groups that no network has.</summary>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        foreach (var name in (Group ?? []).Where(g => !WildcardPattern.ContainsWildcardCharacters(g) && !_groups.Contains(g)))
        {
            WriteError(ToRecord(new VwMeshException("GroupNotFound", ErrorKind.ObjectNotFound,
                $"The group {Quoted.Show(name)} does not exist: each node may be in groups, and a group exists where a node names it. Get-VwNode shows the groups of each node, and Set-VwNode -Groups changes them.", name)));
        }
    }

    private protected override void Process(Network network, IReadOnlyList<Node> nodes)
    {
        if (Group is not null)
        {
            _groups.UnionWith(network.Nodes.SelectMany(n => n.Groups));
            var patterns = Group.Select(g => WildcardPattern.Get(g, WildcardOptions.IgnoreCase)).ToList();
            nodes = [.. nodes.Where(n => n.Groups.Any(g => patterns.Exists(p => p.IsMatch(g))))];
        }
        WriteObject(nodes, enumerateCollection: true);
    }
}
