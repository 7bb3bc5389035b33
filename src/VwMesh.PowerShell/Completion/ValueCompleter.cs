namespace VwMesh.Completion;

/// <summary>Offers the usual values of a setting, each with what it is for.</summary>
public abstract class ValueCompleter : VwCompleter
{
    private readonly (string Value, string Use)[] _values;

    private protected ValueCompleter(params (string Value, string Use)[] values) => _values = values;

    private protected sealed override IEnumerable<Candidate> Candidates(TypedCommand command) =>
        _values.Select(v => new Candidate(v.Value, () => v.Use));
}
