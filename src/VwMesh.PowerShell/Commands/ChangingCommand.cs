using System.Management.Automation;
using System.Management.Automation.Language;
using VwMesh.Addressing;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>A cmdlet that changes networks: it collects while the pipeline runs, and commits once per network when the pipeline has ended.</summary>
public abstract class ChangingCommand : VwCommand
{
    private readonly Dictionary<string, List<Change>> _changes = [];
    private readonly Dictionary<string, Preview> _previews = [];

    /// <summary>Commits what was collected, and emits the results.</summary>
    protected override void EndProcessing()
    {
        foreach (var (path, changes) in _changes)
            Try(() => Commit(path, changes));
    }

    /// <summary>Asks whether to make a change, and collects it. The change is tried before: a dry run fails where the real run would, and no question is
    /// about a change that cannot be made.</summary>
    /// <param name="path">The network's file.</param>
    /// <param name="name">The node that changes.</param>
    /// <param name="target">How the question names what changes.</param>
    /// <param name="action">The question's text, of the settings that change; these are null where nothing is shown.</param>
    /// <param name="apply">As of <see cref="Collect"/>.</param>
    /// <param name="result">As of <see cref="Collect"/>.</param>
    /// <returns>Whether the change was collected.</returns>
    private protected bool Propose(string path, string name, string target, Func<IReadOnlyList<SettingChange>?, string> action,
        Action<NetworkDraft, Allotter> apply, Func<Network, object?> result)
    {
        var steps = IsWhatIfOrMayAsk ? PreviewOf(path).Make(name, apply) : null;
        if (ShouldProcess(target, action(steps)))
        {
            Collect(path, apply, result);
            return true;
        }
        // A dry run goes on as if the change had been made; after a refusal it was not.
        if (!IsWhatIf)
            _previews.Remove(path);
        return false;
    }

    /// <summary>Collects a change. It runs later, under the file's lock: it must not ask or write anything.</summary>
    /// <param name="path">The network's file.</param>
    /// <param name="apply">Applies the change; what it throws is the error of this change alone.</param>
    /// <param name="result">Finds what to emit in the committed network.</param>
    private protected void Collect(string path, Action<NetworkDraft, Allotter> apply, Func<Network, object?> result)
    {
        if (!_changes.TryGetValue(path, out var changes))
            _changes.Add(path, changes = []);
        changes.Add(new Change(apply, result));
    }

    private Preview PreviewOf(string path)
    {
        if (_previews.TryGetValue(path, out var preview))
            return preview;
        preview = new Preview(path, () => NetworksBeside(path));
        foreach (var change in _changes.GetValueOrDefault(path) ?? [])
            preview.Make("", change.Apply);
        _previews.Add(path, preview);
        return preview;
    }

    private void Commit(string path, IReadOnlyList<Change> changes)
    {
        IReadOnlyList<Change> applied;
        IReadOnlyList<VwMeshException> errors;
        Network? committed = null;
        using (var transaction = NetworkTransaction.Begin(path, Wait))
        {
            (var changed, applied, errors) = Apply(path, transaction.Network, changes);
            if (errors.Count == 0 || !ErrorsMayEndTheCommand)
                committed = transaction.Commit(changed);
        }
        // The lock is free: an error may now end the command, with the file as it was, or ask the user.
        foreach (var error in errors)
            WriteError(ToRecord(error));
        if (committed is null)
        {
            using var transaction = NetworkTransaction.Begin(path, Wait);
            (var changed, applied, _) = Apply(path, transaction.Network, applied);
            committed = transaction.Commit(changed);
        }
        foreach (var result in applied.Select(c => c.Result(committed)).OfType<object>())
            WriteObject(result);
        if (applied.Count > 0)
            Committed(path);
    }

    /// <summary>Is called when changes have been written to a network's file.</summary>
    private protected virtual void Committed(string path)
    {
    }

    /// <summary>Says how the changes are taken back.</summary>
    private protected void TellHowToRestore(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var reference = Path.GetDirectoryName(path) == Lookup.Location ? name : $"'{CodeGeneration.EscapeSingleQuotedStringContent(path)}'";
        Tell($"Restore-VwNetwork {reference} takes this back, as long as no other command changes the network.");
    }

    private (Network Changed, IReadOnlyList<Change> Applied, IReadOnlyList<VwMeshException> Errors) Apply(
        string path, Network network, IReadOnlyList<Change> changes)
    {
        var draft = new NetworkDraft(network);
        var allotter = new Allotter(draft, () => NetworksBeside(path));
        var applied = new List<Change>();
        var errors = new List<VwMeshException>();
        foreach (var change in changes)
        {
            try
            {
                change.Apply(draft, allotter);
                applied.Add(change);
            }
            catch (VwMeshException e)
            {
                errors.Add(e);
            }
        }
        return (draft.ToNetwork(), applied, errors);
    }

    private bool ErrorsMayEndTheCommand =>
        (MyInvocation.BoundParameters.TryGetValue("ErrorAction", out var given) ? given : GetVariableValue("ErrorActionPreference"))
        is not (ActionPreference.Continue or ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    private sealed record Change(Action<NetworkDraft, Allotter> Apply, Func<Network, object?> Result);
}
