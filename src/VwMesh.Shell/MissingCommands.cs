namespace VwMesh.Shell;

/// <summary>
/// Explains, once for each, why a command every PowerShell user knows is not found: the engine is here, pwsh's modules are not.
/// </summary>
/// <param name="aliases">Aliases of such commands.</param>
internal sealed class MissingCommands(IReadOnlyDictionary<string, string> aliases)
{
    private readonly HashSet<string> _looked = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _explained = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The engine did not find a command. It may be tried and caught, so nothing is said before an error is seen.</summary>
    public void Note(string name) => _looked.Add(name);

    /// <summary>What to add to an error that is being shown.</summary>
    public IEnumerable<string> HintsFor(string error)
    {
        foreach (string name in _looked.Where(name => error.Contains($"'{name}'", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            _looked.Remove(name);
            string command = aliases.GetValueOrDefault(name, name);
            if (PwshCommands.Names.Contains(command) && _explained.Add(command))
                yield return $"{command} comes with pwsh; vwsh has only the engine's commands and those of VwMesh (see vwsh -Help).";
        }
    }
}
