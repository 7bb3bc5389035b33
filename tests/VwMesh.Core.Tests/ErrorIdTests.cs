using System.Text.RegularExpressions;

namespace VwMesh.CoreTests;

/// <summary>Scripts compare the ids of errors and findings, and each is met by a test.</summary>
public sealed partial class ErrorIdTests
{
    // Met on the wire alone, and by no test yet.
    private static readonly HashSet<string> WithoutTest =
        ["NoSession", "NodeBusy", "NodeNotConfirmed", "NodeNotPutBack", "NodeStillDiffers", "SshNotFound"];

    [Fact]
    public void Each_id_of_the_code_is_in_a_test()
    {
        var ids = Sources("src", "*.cs").SelectMany(text => Id().Matches(text)).Select(m => m.Groups[1].Value).ToHashSet();
        var tests = string.Join('\n', Sources("tests", "*.cs").Where(t => !t.Contains(nameof(WithoutTest), StringComparison.Ordinal)).Concat(Sources("tests", "*.ps1")));
        Assert.InRange(ids.Count, 90, 1000);
        Assert.Equal(WithoutTest.Order(), ids.Where(id => !Regex.IsMatch(tests, $@"\b{id}\b")).Order());
    }

    private static IEnumerable<string> Sources(string folder, string pattern) =>
        from file in Directory.EnumerateFiles(Path.Combine(Root(), folder), pattern, SearchOption.AllDirectories)
        let parts = file.Split(Path.DirectorySeparatorChar)
        where !parts.Contains("obj") && !parts.Contains("bin")
        select File.ReadAllText(file);

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "VwMesh.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run inside the repository.");
        return folder.FullName;
    }

    // Where an error, a fault or a finding gets its id.
    [GeneratedRegex(@"(?:new VwMeshException\(|new\(|Invalid\(|indings?\.Add\(|Agreed\(|Decode\(text,)\s*""([A-Z][A-Za-z0-9]+)""")]
    private static partial Regex Id();
}
