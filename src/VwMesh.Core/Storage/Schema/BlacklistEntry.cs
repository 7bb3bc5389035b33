using VwMesh.Storage.Toml;

namespace VwMesh.Storage.Schema;

/// <summary>One item of the blacklist, <c>[ "a", "b",]</c>, which forbids one direction.</summary>
/// <param name="From">The first name's text.</param>
/// <param name="To">The second's.</param>
internal sealed record BlacklistEntry(TomlValue From, TomlValue To)
{
    /// <summary>Reads the list's items.</summary>
    /// <param name="blacklist">The list, or <see langword="null"/> where the file has none.</param>
    /// <param name="report">Is told what is no pair of names.</param>
    internal static List<BlacklistEntry> ReadAll(TomlItem? blacklist, Action<int, string> report)
    {
        var entries = new List<BlacklistEntry>();
        if (blacklist is null)
            return entries;
        if (blacklist.Value is not { Kind: TomlKind.List } list)
        {
            report(blacklist.Offset, "a list of pairs is needed, such as [ [ \"one\", \"other\",], [ \"other\", \"one\",],]");
            return entries;
        }
        foreach (var element in list.Elements)
        {
            if (element.Value is { Kind: TomlKind.List, Elements: [{ Value: { Kind: TomlKind.String } from }, { Value: { Kind: TomlKind.String } to }] })
                entries.Add(new BlacklistEntry(from, to));
            else
                report(element.Span.Start, "a pair of two names in quotes is needed, such as [ \"one\", \"other\",]");
        }
        return entries;
    }
}
