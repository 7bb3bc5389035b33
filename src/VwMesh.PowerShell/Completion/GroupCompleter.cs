namespace VwMesh.Completion;

/// <summary>Offers the groups of the networks that the command line means.</summary>
public sealed class GroupCompleter : VwCompleter
{
    private protected override IEnumerable<Candidate> Candidates(TypedCommand command) =>
        from network in command.Networks()
        from node in network.Nodes
        from @group in node.Groups
        group node by (network.Name, Group: @group) into members
        orderby members.Key.Group
        select new Candidate(members.Key.Group, () => $"{members.Key.Name}: {string.Join(", ", members.Select(n => n.Name).Take(5))}{(members.Count() > 5 ? ", …" : "")}");
}
