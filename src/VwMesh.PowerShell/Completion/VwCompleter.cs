using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace VwMesh.Completion;

/// <summary>Offers at Tab what a parameter may have. It takes no lock and derives no key, and where nothing can be read it offers nothing.</summary>
public abstract class VwCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = new TypedWord(wordToComplete);
        var command = new TypedCommand(commandAst, fakeBoundParameters);
        // -Peer a, b, <Tab>: what stands there already is not wanted twice.
        var there = command.Bound(parameterName).Select(v => v.ToString()).Where(v => v != word.Text).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var found = Matching(Candidates(command));
        return found.Count > 0 ? found : Matching(Otherwise(command, word));

        List<CompletionResult> Matching(IEnumerable<Candidate> candidates) =>
            [.. candidates.Where(c => !there.Contains(c.Text) && word.Matches(c)).DistinctBy(c => c.Text).Select(word.Complete)];
    }

    private protected abstract IEnumerable<Candidate> Candidates(TypedCommand command);

    /// <summary>What is offered where no candidate matches.</summary>
    private protected virtual IEnumerable<Candidate> Otherwise(TypedCommand command, TypedWord word) => [];
}
