using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Checks.Files;

/// <summary>The file holds private keys, and others than its owner may read or change it.</summary>
internal sealed class FileOpenToOthers() : FileCheck("VW1002", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(NetworkReading file)
    {
        if (file.IsOpenToOthers)
        {
            yield return new Finding(
                "Others than the owner may read or write this file, which holds the private keys.",
                $"Run chmod 600 on {Quoted.Show(file.Path, int.MaxValue)}; the next change by a command does the same. Where others could have read it, Update-VwNodeKey -NoOverlap gives new keys.",
                Position: new FilePosition(1, 1));
        }
    }
}
