using System.Globalization;
using VwMesh.Model;

namespace VwMesh.Importing;

/// <summary>Gathers what keeps files from becoming a network, of all files, to report it at once.</summary>
internal sealed class FaultList
{
    private readonly List<VwMeshException> _faults = [];

    internal IReadOnlyList<VwMeshException> All => _faults;

    internal void Add(VwMeshException fault) => _faults.Add(fault);

    /// <summary>Runs a step; its error becomes a fault of a line.</summary>
    /// <returns>The result, or the default value after an error.</returns>
    internal T? Take<T>(ConfigText text, ConfigSetting setting, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (VwMeshException e)
        {
            Add(e.At(string.Create(CultureInfo.InvariantCulture, $"{text.Source.Path}:{setting.Line}")));
            return default;
        }
    }
}
