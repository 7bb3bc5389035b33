using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Checks.Files;

/// <summary>Two files of one folder are the same network's by their names, and the name alone finds only one.</summary>
internal sealed class ShadowedFile() : FileCheck("VW1005", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(NetworkReading file) =>
        NetworkLocation.Spellings(file.Path).Where(other => other != file.Path && NetworkLocation.IsNetwork(other)).Select(other => new Finding(
            $"{Quoted.Show(Path.GetFileName(other))} beside it is a network of the same name; by its name, only the .toml is found.",
            "Keep the one that is right, and move the other out of the folder.", Position: new FilePosition(1, 1)));
}
