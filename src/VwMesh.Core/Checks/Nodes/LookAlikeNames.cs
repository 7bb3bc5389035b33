using System.Text;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>A name that a reader takes for another one: it mixes scripts, or it looks like the name of another node (UTS 39, confusable detection).</summary>
internal sealed class LookAlikeNames() : NetworkCheck("VW3031", Severity.Warning)
{
    private const string Remedy = "Rename-VwNode, with letters of one script that no other node's name looks like.";

    // The small letters of other scripts that look like Latin ones, and these.
    private const string Others = "асеорхуіјѕһԁԛԝԍӏ" + "οανρικυωγ" + "օսհոցզ" + "ɑɡɩı";
    private const string Latin = "aceopxyijshdqwgl" + "oavpikuwy" + "ouhngq" + "agii";

    private static readonly (string Name, int First, int Last)[] Scripts =
        [("Latin", 0x41, 0x24f), ("Latin", 0x1e00, 0x1eff), ("Greek", 0x370, 0x3ff), ("Greek", 0x1f00, 0x1fff), ("Cyrillic", 0x400, 0x52f), ("Armenian", 0x531, 0x58f), ("Cherokee", 0x13a0, 0x13ff)];

    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        var names = mesh.Network.Nodes.Select(n => n.Name).ToList();
        // ASCII looks like nothing but itself, and most names are ASCII.
        if (names.TrueForAll(n => Ascii.IsValid(n)))
            return [];
        var first = new Dictionary<string, string>();
        foreach (var name in names.OrderBy(n => !Ascii.IsValid(n)))
            first.TryAdd(Skeleton(name), name);
        return names.Where(n => !Ascii.IsValid(n)).SelectMany(name => Judge(name, first[Skeleton(name)]));
    }

    private static IEnumerable<Finding> Judge(string name, string alike)
    {
        var scripts = name.EnumerateRunes().Where(Rune.IsLetter).Select(ScriptOf).OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        if (!NodeName.Comparer.Equals(name, alike))
            yield return new Finding($"The name of node {Quoted.Show(name)} looks like that of node {Quoted.Show(alike)}.", Remedy, name);
        else if (scripts.Count > 1)
            yield return new Finding($"The name of node {Quoted.Show(name)} mixes letters of the scripts {string.Join(" and ", scripts)}.", Remedy, name);
    }

    private static string Skeleton(string name) =>
        string.Concat(name.ToLowerInvariant().Normalize(NormalizationForm.FormD).Select(c => Others.IndexOf(c, StringComparison.Ordinal) is >= 0 and var i ? Latin[i] : c));

    private static string? ScriptOf(Rune letter) => Array.Find(Scripts, s => letter.Value >= s.First && letter.Value <= s.Last).Name;
}
