using System.Text.RegularExpressions;

namespace VwMesh.PowerShellTests;

/// <summary>A page of docs/en-US, as Microsoft.PowerShell.PlatyPS writes it.</summary>
internal sealed partial record HelpPage(string Name, string Text)
{
    public static string Folder { get; } = Path.Combine(Session.RepositoryRoot(), "docs", "en-US");

    public static IEnumerable<HelpPage> All() =>
        Directory.EnumerateFiles(Folder, "*-Vw*.md").Order(StringComparer.Ordinal).Select(f => new HelpPage(Path.GetFileNameWithoutExtension(f), File.ReadAllText(f)));

    public static HelpPage Of(string cmdlet) => All().Single(p => p.Name == cmdlet);

    /// <summary>What follows a heading, up to the next of its rank.</summary>
    public string Section(string heading) => SectionOf(Text, "## " + heading);

    public IEnumerable<string> Examples() => Blocks(Section("EXAMPLES"));

    /// <summary>The documented parameters, with the metadata as the lines of YAML they are.</summary>
    public IReadOnlyDictionary<string, (string Description, string Metadata)> Parameters() =>
        ParameterHeading().Matches(Section("PARAMETERS")).Select(m => m.Groups[1].Value).ToDictionary(name => name, name =>
        {
            var section = SectionOf(Section("PARAMETERS"), $"### -{name}");
            var parts = section.Split("```yaml\n");
            return (parts[0].Trim(), parts[1][..parts[1].IndexOf("```", StringComparison.Ordinal)].Trim());
        });

    public static IEnumerable<string> Blocks(string markdown) => CodeBlock().Matches(markdown).Select(m => m.Groups[1].Value);

    private static string SectionOf(string text, string heading)
    {
        var start = ("\n" + text).IndexOf($"\n{heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"There is no heading {heading}.");
        start += heading.Length + 1;
        var rank = heading[..heading.IndexOf(' ', StringComparison.Ordinal)];
        var end = Regex.Match(text[start..], $"^#{{1,{rank.Length}}} ", RegexOptions.Multiline);
        return end.Success ? text.Substring(start, end.Index) : text[start..];
    }

    [GeneratedRegex("^### -(\\w+)$", RegexOptions.Multiline)]
    private static partial Regex ParameterHeading();

    [GeneratedRegex("^```powershell\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
