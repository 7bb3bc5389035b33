using System.Text.RegularExpressions;
using VwMesh.Checks;

namespace VwMesh.CoreTests.Checks;

public sealed partial class CatalogueTests
{
    [Fact]
    public void Codes_are_unique_and_in_order()
    {
        var codes = NetworkChecks.All.Select(c => c.Code).ToList();
        Assert.Equal(codes.Distinct().Order(StringComparer.Ordinal), codes);
        Assert.All(codes, c => Assert.Matches("^VW[1-5][0-9]{3}$", c));
    }

    [Fact]
    public void Every_rule_is_run() => Assert.Equal(
        typeof(Check).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Check)) && !t.IsAbstract).Select(t => t.Name).Order(StringComparer.Ordinal),
        NetworkChecks.All.Select(c => c.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void The_help_has_every_code_with_its_severity_and_no_other()
    {
        var page = File.ReadAllText(Path.Combine(Golden.Folder, "..", "..", "docs", "en-US", "about_VwMesh_Diagnostics.md"));
        Assert.Equal(
            NetworkChecks.All.Select(c => $"{c.Code} {c.Severity}"),
            Heading().Matches(page).Select(m => $"{m.Groups["code"]} {m.Groups["severity"]}"));
        Assert.Empty(Code().Matches(page).Select(m => m.Value).Except(NetworkChecks.All.Select(c => c.Code)));
    }

    [GeneratedRegex(@"^### (?<code>VW\d{4}) (?<severity>Error|Warning|Information): \S", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex(@"VW\d{4}")]
    private static partial Regex Code();
}
