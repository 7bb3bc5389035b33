using System.Globalization;
using System.Management.Automation;
using System.Text;
using System.Xml.Linq;

namespace VwMesh.PowerShellTests;

/// <summary>The pages, the help XML and the cmdlets say the same. Where they do not, <c>build.ps1 -Task Docs</c> brings them together.</summary>
public sealed class HelpTests : IDisposable
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private readonly Session _session = new();

    public static TheoryData<string> Cmdlets => [.. HelpPage.All().Select(p => p.Name)];

    [Fact]
    public void Every_cmdlet_has_a_page_and_an_entry_in_the_help_xml_and_nothing_else_has()
    {
        var cmdlets = _session.Get("Get-Command -Module VwMesh").Select(c => ((CommandInfo)c.BaseObject).Name).Order(StringComparer.Ordinal).ToList();
        Assert.NotEmpty(cmdlets);
        Assert.Equal(cmdlets, HelpPage.All().Select(p => p.Name));
        Assert.Equal(cmdlets, Xml().Elements(Command + "command").Select(NameOf).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_page_has_the_parameters_of_its_cmdlet(string cmdlet)
    {
        var documented = HelpPage.Of(cmdlet).Parameters();
        var real = Parameters(cmdlet);
        Assert.Equal(real.Keys.Order(StringComparer.Ordinal), documented.Keys.Order(StringComparer.Ordinal));
        Assert.All(real, p => Assert.Equal(Describe(p.Value, DefaultIn(documented[p.Key].Metadata)), documented[p.Key].Metadata));
        Assert.All(documented.Values, d => Assert.NotEqual("", d.Description));
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_page_has_the_syntax_of_its_cmdlet(string cmdlet)
    {
        var syntax = HelpPage.Of(cmdlet).Section("SYNTAX");
        var documented = syntax.Split("```").Where((_, i) => i % 2 == 1).Select(OneLine).Order(StringComparer.Ordinal);
        var real = Info(cmdlet).ParameterSets.Select(s => OneLine($"{cmdlet} {s}")).Order(StringComparer.Ordinal);
        Assert.Equal(real, documented);
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_default_value_of_a_page_is_that_of_the_cmdlet(string cmdlet)
    {
        var type = ((CmdletInfo)Info(cmdlet)).ImplementingType;
        var instance = Activator.CreateInstance(type)!;
        foreach (var (name, (_, metadata)) in HelpPage.Of(cmdlet).Parameters().Where(p => type.GetProperty(p.Key) is not null))
        {
            var value = type.GetProperty(name)!.GetValue(instance);
            // A switch that is left out changes nothing of a node, and is off everywhere else.
            if (value is SwitchParameter)
                Assert.Equal(cmdlet == "Set-VwNode" ? "None" : "False", DefaultIn(metadata));
            else if (value is string { Length: > 0 } or int and > 0)
                Assert.Equal(Convert.ToString(value, CultureInfo.InvariantCulture), DefaultIn(metadata));
            else
                Assert.True(DefaultIn(metadata) == "None" || IsShownByTheFacts(cmdlet, name), $"{cmdlet} -{name} has no default {DefaultIn(metadata)}.");
        }
    }

    [Fact]
    public void New_networks_have_the_defaults_that_the_page_says()
    {
        var network = _session.Get("New-VwNetwork wg0")[0];
        var page = HelpPage.Of("New-VwNetwork").Parameters();
        Assert.All(new[] { "VxlanMtu", "VxlanPort", "Guard" }, p => Assert.Equal(DefaultIn(page[p].Metadata), Convert.ToString(network.Properties[p].Value, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void New_nodes_have_the_defaults_that_the_page_says()
    {
        var node = _session.Get("$null = New-VwNetwork wg0; Add-VwNode wg0 a")[0];
        var page = HelpPage.Of("Add-VwNode").Parameters();
        Assert.All(new[] { "FwMark", "PersistentKeepalive", "SaveConfig", "UPnP" },
            p => Assert.Equal(DefaultIn(page[p].Metadata), Convert.ToString(node.Properties[p].Value, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Zones_have_the_time_to_live_that_the_page_says() => Assert.Contains(
        $"$TTL {DefaultIn(HelpPage.Of("Export-VwDnsZone").Parameters()["TimeToLive"].Metadata)}\n",
        _session.GetOne<string>("$null = New-VwNetwork wg0; (Export-VwDnsZone wg0 example.net)[0].Content"), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void A_page_says_what_the_cmdlet_does_with_three_examples_at_least(string cmdlet)
    {
        var page = HelpPage.Of(cmdlet);
        Assert.DoesNotContain("{{", page.Text, StringComparison.Ordinal);
        Assert.NotEqual("", page.Section("SYNOPSIS").Trim());
        Assert.NotEqual("", page.Section("DESCRIPTION").Trim());
        Assert.True(page.Examples().Count() >= 3);
        Assert.NotEqual("", page.Section("INPUTS").Trim());
        Assert.NotEqual("", page.Section("OUTPUTS").Trim());
    }

    [Theory]
    [MemberData(nameof(Cmdlets))]
    public void The_help_xml_says_what_the_page_says(string cmdlet)
    {
        var page = HelpPage.Of(cmdlet);
        var entry = Xml().Elements(Command + "command").Single(c => NameOf(c) == cmdlet);
        Assert.Equal(Plain(page.Section("SYNOPSIS")), Plain(entry.Element(Command + "details")!.Element(Maml + "description")!.Value));
        Assert.Equal(Plain(page.Section("DESCRIPTION")), Plain(entry.Element(Maml + "description")!.Value));
        Assert.Equal(page.Examples().Select(Plain), entry.Descendants(Command + "example").Select(e => Plain(e.Value))
            .Zip(page.Examples(), (e, code) => e.Contains(Plain(code), StringComparison.Ordinal) ? Plain(code) : e));
        var parameters = entry.Element(Command + "parameters")!.Elements(Command + "parameter").ToDictionary(p => p.Element(Maml + "name")!.Value);
        var documented = page.Parameters();
        Assert.Equal(documented.Keys.Order(StringComparer.Ordinal), parameters.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, real) in Parameters(cmdlet))
        {
            var element = parameters[name];
            Assert.Equal(Plain(documented[name].Description), Plain(element.Element(Maml + "description")!.Value));
            Assert.Equal(DefaultIn(documented[name].Metadata), element.Element(Dev + "defaultValue")!.Value);
            Assert.Equal(real.Aliases.Count == 0 ? "none" : string.Join(", ", real.Aliases), element.Attribute("aliases")!.Value);
            Assert.Equal(real.ParameterSets.Values.All(s => s.IsMandatory) ? "true" : "false", element.Attribute("required")!.Value);
        }
    }

    [Fact]
    public void Get_Help_shows_pages_and_topics()
    {
        Assert.Equal("Makes a network.", _session.Get("Get-Help New-VwNetwork -Full")[0].Properties["Synopsis"].Value);
        var topics = Directory.EnumerateFiles(HelpPage.Folder, "about_*.help.txt").Select(f => Path.GetFileName(f)[..^".help.txt".Length]).ToList();
        Assert.Contains("about_VwMesh", topics);
        foreach (var topic in topics)
            Assert.Contains(topic, _session.GetOne<string>($"Get-Help {topic}"), StringComparison.Ordinal);
    }

    [Fact]
    public void No_page_promises_one_that_is_not_online() =>
        Assert.DoesNotContain(Xml().Descendants(Maml + "navigationLink"), link => link.Element(Maml + "linkText")!.Value == "Online Version" && link.Element(Maml + "uri")!.Value.Length == 0);

    [Fact]
    public void Get_Help_shows_a_finding_alone()
    {
        var page = File.ReadAllText(Path.Combine(HelpPage.Folder, "about_VwMesh_Diagnostics.md"));
        var findings = System.Text.RegularExpressions.Regex.Matches(page, @"^### (VW\d{4}) (.*)\n\n(.*)", System.Text.RegularExpressions.RegexOptions.Multiline);
        Assert.Equal(findings.Select(m => m.Groups[1].Value + ".help.txt").Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(Path.Combine(HelpPage.Folder, "findings")).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.All(findings, finding =>
        {
            var text = OneLine(_session.GetOne<string>($"Get-Help {finding.Groups[1].Value}"));
            Assert.Contains(Plain(finding.Groups[2].Value), text, StringComparison.Ordinal);
            Assert.Contains(OneLine(System.Text.RegularExpressions.Regex.Replace(finding.Groups[3].Value, "[`*]([^`*]+)[`*]", "$1")), text, StringComparison.Ordinal);
            Assert.Single(System.Text.RegularExpressions.Regex.Matches(text, "^TOPIC"));
        });
    }

    [Fact]
    public void What_help_refers_to_is_there()
    {
        var files = Directory.EnumerateFiles(HelpPage.Folder).Select(Path.GetFileName).ToHashSet();
        foreach (var page in HelpPage.All())
        {
            foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(page.Section("RELATED LINKS"), @"\]\((.*?)\)"))
                Assert.Contains(link.Groups[1].Value, files);
        }
    }

    public void Dispose() => _session.Dispose();

    private static bool IsShownByTheFacts(string cmdlet, string parameter) => (cmdlet, parameter) is
        ("New-VwNetwork", "VxlanMtu" or "VxlanPort" or "Guard" or "VxlanId" or "AddressPoolIPv4" or "AddressPoolIPv6")
        or ("Add-VwNode", "FwMark" or "PersistentKeepalive") or ("Export-VwDnsZone", "TimeToLive");

    private CommandInfo Info(string cmdlet) => (CommandInfo)_session.Get($"Get-Command {cmdlet}")[0].BaseObject;

    private Dictionary<string, ParameterMetadata> Parameters(string cmdlet) => Info(cmdlet).Parameters
        .Where(p => !Cmdlet.CommonParameters.Contains(p.Key)).ToDictionary(p => p.Key, p => p.Value);

    // As the pages have it; the default value is the only thing that the engine does not know.
    private static string Describe(ParameterMetadata parameter, string defaultValue)
    {
        var yaml = new StringBuilder();
        var wildcards = parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any();
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        yaml.Append(CultureInfo.InvariantCulture, $"Type: {type.FullName}\nDefaultValue: {defaultValue}\nSupportsWildcards: {(wildcards ? "true" : "false")}\n");
        AppendList("Aliases", parameter.Aliases);
        yaml.Append("ParameterSets:\n");
        foreach (var (name, set) in parameter.ParameterSets.OrderBy(s => s.Key == "Name"))
        {
            yaml.Append(CultureInfo.InvariantCulture, $"- Name: {(name == "__AllParameterSets" ? "(All)" : name)}\n");
            yaml.Append(CultureInfo.InvariantCulture, $"  Position: {(set.Position == int.MinValue ? "Named" : set.Position)}\n");
            Append("IsRequired", set.IsMandatory);
            Append("ValueFromPipeline", set.ValueFromPipeline);
            Append("ValueFromPipelineByPropertyName", set.ValueFromPipelineByPropertyName);
            Append("ValueFromRemainingArguments", set.ValueFromRemainingArguments);
        }
        yaml.Append("DontShow: false\n");
        AppendList("AcceptedValues", parameter.Attributes.OfType<ValidateSetAttribute>().SelectMany(a => a.ValidValues));
        return yaml.Append("HelpMessage: ''").ToString();

        void Append(string key, bool value) => yaml.Append(CultureInfo.InvariantCulture, $"  {key}: {(value ? "true" : "false")}\n");

        void AppendList(string key, IEnumerable<string> values) => yaml.Append(CultureInfo.InvariantCulture, $"{key}:")
            .Append(values.Any() ? "\n" + string.Concat(values.Select(v => $"- {v}\n")) : " []\n");
    }

    private static string DefaultIn(string metadata) =>
        metadata.Split('\n').Single(l => l.StartsWith("DefaultValue: ", StringComparison.Ordinal))["DefaultValue: ".Length..].Trim('\'');

    private static XElement Xml() => XDocument.Load(Path.Combine(Session.ModulePath, "en-US", "VwMesh.PowerShell.dll-Help.xml")).Root!;

    private static string NameOf(XElement command) => command.Element(Command + "details")!.Element(Command + "name")!.Value;

    private static string OneLine(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));

    private static string Plain(string markdown) => OneLine(markdown.Replace("`", "", StringComparison.Ordinal));
}
