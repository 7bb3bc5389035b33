using System.Text.RegularExpressions;

namespace VwMesh.PowerShellTests;

/// <summary>Everything that the documentation tells people to type runs, in a folder with two networks, wg-quick files, a key and a CSV file.</summary>
public sealed partial class ExampleTests : IDisposable
{
    private readonly Session _session = new();

    public ExampleTests()
    {
        var root = Session.RepositoryRoot();
        File.Copy(Path.Combine(root, "tests", "golden", "office", "office.conf"), _session.PathOf("office.conf"));
        File.Copy(Path.Combine(root, "tests", "golden", "wg-meshvpn", "wg-meshvpn.conf"), _session.PathOf("wg-meshvpn.toml"));
        File.Copy(Path.Combine(root, "docs", "examples", "sites.csv"), _session.PathOf("sites.csv"));
        // The key pairs are those of RFC 7748, section 6.1.
        WriteNode("fra", 1, "dwdtCnMYpX08FsFyUbJmRd9ML4frwJkqsXf7pR25LCo=", "lon", 2, "3p7bfXt9wbTTW2HC7OQ1Nz+DQ8hbeGdNrfx+FG+IK08=");
        WriteNode("lon", 2, "XasIfmJKikt54X+Lg4AO5m87sSkmGLb9HC+LJ/+I4Os=", "fra", 1, "hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=");
        File.WriteAllText(_session.PathOf("node1.key"), "4GBvLLQ6PHYJqa9RKxDOqRZQ6lMMhGZkdeCxA9m0Lno=\n");
    }

    public static TheoryData<string, string> OfPages =>
        [.. HelpPage.All().SelectMany(page => page.Examples().Where(IsWithoutNodes).Select(code => (page.Name, code)))];

    /// <summary>The commands of each topic, which build on each other.</summary>
    public static TheoryData<string, string> OfTopics => [.. Directory.EnumerateFiles(HelpPage.Folder, "about_*.help.txt").Order(StringComparer.Ordinal)
        .Select(file => (Path.GetFileName(file), string.Join('\n', Command().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value))))
        .Where(t => t.Item2.Length > 0 && IsWithoutNodes(t.Item2))];

    public static TheoryData<string, string> OfMarkdownTopics => [.. Directory.EnumerateFiles(HelpPage.Folder, "about_*.md")
        .SelectMany(file => HelpPage.Blocks(File.ReadAllText(file)).Select(code => (Path.GetFileName(file), code)))];

    [Theory]
    [MemberData(nameof(OfPages))]
    public void Of_a_page(string page, string code) => Run(page, code);

    [Theory]
    [MemberData(nameof(OfTopics))]
    public void Of_a_topic(string topic, string code) => Run(topic, code);

    [Theory]
    [MemberData(nameof(OfMarkdownTopics))]
    public void Of_a_topic_in_Markdown(string topic, string code) => Run(topic, code);

    [Fact]
    public void Of_the_README()
    {
        File.Delete(_session.PathOf("wg-meshvpn.toml"));
        File.Delete(_session.PathOf("office.conf"));
        Run("README.md", string.Join('\n', HelpPage.Blocks(File.ReadAllText(Path.Combine(Session.RepositoryRoot(), "README.md"))).Where(IsWithoutNodes)));
    }

    public void Dispose() => _session.Dispose();

    private void WriteNode(string name, int host, string privateKey, string peer, int peerHost, string publicKey) => File.WriteAllText(
        Path.Combine(Directory.CreateDirectory(_session.PathOf($"nodes/{name}")).FullName, "wg0.conf"),
        $"""
        [Interface]
        PrivateKey = {privateKey}
        ListenPort = 51820
        Address = 10.1.1.{host}/24
        DNS = 192.0.2.53

        # {peer}
        [Peer]
        PublicKey = {publicKey}
        Endpoint = {peer}.example.net:51820
        AllowedIPs = 10.1.1.{peerHost}/32

        """);

    private void Run(string source, string code)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The examples write paths as Linux has them.");
        Assert.Empty(_session.Run(code).Errors.Select(e => $"{source}: {e}\n{code}"));
    }

    // What speaks with nodes is run where there are some, by the lab's DocumentationTests.
    private static bool IsWithoutNodes(string code) => !NodeCommand().IsMatch(code);

    [GeneratedRegex("Get-VwNodeStatus|Test-VwPeer|Export-VwMetric|(Compare|Deploy|Register|Uninstall)-VwNode")]
    private static partial Regex NodeCommand();

    [GeneratedRegex("^    PS> (.*)$", RegexOptions.Multiline)]
    private static partial Regex Command();
}
