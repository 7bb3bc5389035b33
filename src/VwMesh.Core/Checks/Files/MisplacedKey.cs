using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Checks.Files;

/// <summary>A key that would have a meaning in another table.</summary>
internal sealed class MisplacedKey() : FileCheck("VW1004", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(NetworkReading file)
    {
        foreach (var key in file.UnknownKeys)
        {
            if (KnownKeys.OtherTableFor(key) is { } table)
            {
                var place = table.Length == 0 ? "at the top of the file" : table == "Node" ? "in the table of a node" : $"in [{table}]";
                yield return new Finding(
                    $"{Quoted.Show(key.Key)} has no meaning here and is passed over; its place is {place}.",
                    $"Move it: {place}.", key.Node, Position: key.Position);
            }
        }
    }
}
