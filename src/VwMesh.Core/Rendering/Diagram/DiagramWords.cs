using System.Globalization;
using System.Text;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Rendering.Diagram;

/// <summary>Says in words what the pictures show: for legends, and for readers who hear them.</summary>
internal static class DiagramWords
{
    // A description that goes on for pages is no help to who hears it.
    private const int MostSentences = 40;

    /// <summary>The network's name without characters that no picture can carry.</summary>
    internal static string TitleOf(Network network) =>
        string.Concat(network.Name.EnumerateRunes().Select(r => Rune.IsControl(r) ? Rune.ReplacementChar : r));

    /// <summary>A node's name, and what people know it by.</summary>
    internal static string FullNameOf(Node node) =>
        (node.Description is null ? node.Name : $"{node.Name} ({node.Description})") + (SubnetsOf(node) is { } subnets ? $" before {subnets}" : "");

    /// <summary>The networks behind a node, or <see langword="null"/>.</summary>
    internal static string? SubnetsOf(Node node) => node.Subnets.Count == 0 ? null : string.Join(", ", node.Subnets);

    internal static string SummaryOf(MeshSurvey survey)
    {
        var text = new StringBuilder(Count(survey.Nodes.Count, "node"));
        var states = survey.Pairs.CountBy(p => p.Directed.State).ToDictionary();
        text.Append(" · ").Append(Count(states.GetValueOrDefault(LinkState.Mutual) + states.GetValueOrDefault(LinkState.Dials), "link"));
        foreach (var (state, word) in new[] { (LinkState.Relayed, "relayed"), (LinkState.Blocked, "blocked"), (LinkState.Impossible, "impossible") })
        {
            if (states.TryGetValue(state, out var number))
                text.Append(CultureInfo.InvariantCulture, $" · {number} {word}");
        }
        if (survey.Parts > 1)
            text.Append(CultureInfo.InvariantCulture, $" · in {survey.Parts} parts that no link joins");
        return text.ToString();
    }

    internal static string NameOf(MeshSurvey survey, NodeGroup group)
    {
        var name = group.Reachability switch
        {
            Reachability.Relay => "Relays",
            Reachability.Dialled => "With an endpoint",
            Reachability.DialsOut => "Dialling out only",
            _ => "Without any link",
        };
        return survey.Parts > 1 && group.Reachability != Reachability.CutOff
            ? FormattableString.Invariant($"{name}, part {group.Part}")
            : name;
    }

    /// <summary>What holds for all of a group, as far as a picture draws it only once.</summary>
    internal static IEnumerable<string> RulesOf(MeshSurvey survey, NodeGroup group) =>
        survey.Rules.Select(r => r.Directed).Where(r => survey.Groups[r.From] == group)
            .Select(rule => RuleOf(rule, survey.Groups[rule.To].Reachability switch
            {
                Reachability.Relay => "that are relays",
                Reachability.Dialled => "with an endpoint",
                _ => "dialling out",
            }));

    /// <summary>What holds among the nodes of a group, or <see langword="null"/> when nothing is to be said.</summary>
    internal static string? RuleWithin(MeshSurvey survey, NodeGroup group) =>
        survey.Rules.Where(r => r.From == r.To && survey.Groups[r.From] == group).Select(rule => RuleOf(rule, "")).FirstOrDefault();

    private static string RuleOf(PairLink rule, string them) => (rule.State, rule.From == rule.To) switch
    {
        (LinkState.Relayed, true) => "they speak over relays",
        (LinkState.Relayed, _) => $"they speak over relays with nodes {them}",
        (LinkState.Blocked, true) => "blocked from each other",
        (LinkState.Impossible, true) => "no links among them",
        (_, true) => "linked with each other",
        (LinkState.Mutual, _) => $"linked with all nodes {them}",
        (LinkState.Blocked, _) => $"blocked from all nodes {them}",
        (LinkState.Impossible, _) => $"no links with nodes {them}",
        _ => $"each dials all nodes {them}",
    };

    /// <summary>The whole picture in sentences.</summary>
    internal static string DescriptionOf(MeshSurvey survey)
    {
        var pairs = survey.DrawsEachLink ? [.. survey.Pairs] : survey.Exceptions;
        var sentences = survey.Groups.Select(group =>
                $"{NameOf(survey, group)}: {string.Join(", ", group.Members.Select(i => FullNameOf(survey.Nodes[i])))}.")
            .Concat(survey.DrawsEachLink ? []
                : survey.Groups.SelectMany(group => RulesOf(survey, group).Select(rule => $"{NameOf(survey, group)}: {rule}.")))
            .Concat(pairs.Select(pair => SentenceOf(survey, pair) + "."))
            .ToList();
        return $"{SummaryOf(survey)}. {string.Join(' ', sentences.Take(MostSentences))}"
            + (sentences.Count > MostSentences ? " And more." : "");
    }

    internal static string SentenceOf(MeshSurvey survey, PairLink pair)
    {
        var (from, to, state) = pair.Directed;
        var (one, other) = (survey.Nodes[from].Name, survey.Nodes[to].Name);
        return state switch
        {
            LinkState.Mutual => $"{one} and {other} can dial each other",
            LinkState.Dials => $"{one} dials {other}",
            LinkState.Relayed => $"{one} and {other} speak over {survey.ViaOf(pair)}",
            LinkState.Blocked => $"{one} and {other} are blocked",
            _ => $"{one} and {other} can never connect, {survey.ReasonOf(pair)}",
        };
    }

    private static string Count(int number, string what) =>
        FormattableString.Invariant($"{number} {what}{(number == 1 ? "" : "s")}");
}
