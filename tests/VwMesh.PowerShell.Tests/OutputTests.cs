using System.Collections;
using System.Management.Automation;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace VwMesh.PowerShellTests;

/// <summary>Cmdlets emit texts and numbers in documented shapes, and each way out of the session keeps them.</summary>
public sealed partial class OutputTests : EngineTest
{
    private const string Setup = """
        New-VwNetwork wg0 -AddressPoolIPv4 10.9.0.0/16 -AddressPoolIPv6 2001:db8:42::/64
        Add-VwNode wg0 a, b, c
        Set-VwNode wg0 a -Endpoint fra.example.net:51820
        Block-VwPeer wg0 b c
        """;

    public static TheoryData<string, string> Emitters => new()
    {
        { "VwNetwork", "Get-VwNetwork wg0" },
        { "VwNode", "Get-VwNode wg0 a" },
        { "VwPeer", "Get-VwPeer wg0 b a" },
        { "VwDiagnostic", "Test-VwNetwork wg0 | Select-Object -First 1" },
        { "VwNodeConfig", "Export-VwNodeConfig wg0 a -WarningAction Ignore" },
        { "VwRoutingConfig", "Export-VwRoutingConfig wg0 a" },
        { "VwDiagram", "Export-VwDiagram wg0" },
        { "VwDnsZone", "Export-VwDnsZone wg0 example.net | Select-Object -First 1" },
        { "VwExportedFile", "Export-VwDiagram wg0 -DestinationPath out" },
        { "VwDeployment", "Deploy-VwNode wg0 b -ErrorAction SilentlyContinue" },
    };

    [Theory]
    [MemberData(nameof(Emitters))]
    public void Every_way_out_keeps_the_texts(string type, string script)
    {
        Session.Get(Setup);
        var shown = Assert.Single(Session.Get($"$o = {script}; $o"));
        Assert.Equal("VwMesh.Output." + type, shown.TypeNames[0]);
        var texts = shown.Properties.ToDictionary(p => p.Name, p => p.Value is IEnumerable and not string ? string.Join(", ", ((IEnumerable)p.Value).Cast<object>()) : $"{p.Value}");

        using var json = JsonDocument.Parse(Session.GetOne<string>("$o | ConvertTo-Json -WarningAction Stop"));
        Assert.Equal(texts.Keys, json.RootElement.EnumerateObject().Select(p => p.Name));
        foreach (var property in json.RootElement.EnumerateObject().Where(p => type != "VwDeployment" || p.Name != "Changes"))
        {
            var value = property.Value.ValueKind == JsonValueKind.Array
                ? string.Join(", ", property.Value.EnumerateArray().Select(v => v.GetString()))
                : property.Value.ValueKind == JsonValueKind.Null ? "" : property.Value.ToString();
            Assert.Equal(texts[property.Name], property.Value.ValueKind == JsonValueKind.Number ? $"{property.Value.GetDouble()}" : value);
        }

        var row = Session.Get("$o | Export-Csv o.csv; Import-Csv o.csv")[0];
        Assert.Equal(texts.Keys, row.Properties.Select(p => p.Name));
        Assert.All(texts.Where(t => t.Key is not "Changes"), t => Assert.Equal(t.Value, row.Properties[t.Key].Value));

        foreach (var way in new[] { "$o | Export-Clixml o.xml; Import-Clixml o.xml", "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($o, 1))" })
        {
            var back = Session.Get(way)[0];
            Assert.Equal("Deserialized.VwMesh.Output." + type, back.TypeNames[0]);
            foreach (var (name, text) in texts)
            {
                var value = back.Properties[name].Value;
                Assert.Equal(text, Unwrapped(value) is IEnumerable list and not string ? string.Join(", ", list.Cast<object>()) : $"{value}");
            }
        }
    }

    [Fact]
    public void The_shapes_are_those_that_the_topic_lists_and_have_no_setter()
    {
        var topic = File.ReadAllText(Path.Combine(HelpPage.Folder, "about_VwMesh_Objects.help.txt"));
        var documented = Shape().Matches(topic[topic.IndexOf("  Shapes", StringComparison.Ordinal)..]).ToDictionary(
            m => m.Groups[1].Value, m => string.Join(", ", m.Groups[2].Value.Split(',').Select(p => p.Split('(')[0].Trim())));
        Session.Get("Get-Command Get-VwNode");
        var types = AppDomain.CurrentDomain.GetAssemblies().First(a => a.GetName().Name == "VwMesh.PowerShell").GetExportedTypes()
            .Where(t => t.Namespace == "VwMesh.Output" && t.Name.StartsWith("Vw", StringComparison.Ordinal) && t.Name != "VwPrivateKey").ToList();
        Assert.Equal(types.Select(t => t.Name).Order(StringComparer.Ordinal), documented.Keys.Order(StringComparer.Ordinal));
        foreach (var type in types)
        {
            var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance);
            Assert.Equal($"{type.Name}: {documented[type.Name]}", $"{type.Name}: {string.Join(", ", properties.Select(p => p.Name))}");
            Assert.All(properties, p => Assert.False(p.CanWrite, $"{type.Name}.{p.Name} can be set."));
            Assert.All(properties, p => Assert.True(IsPlain(p.PropertyType, types), $"{type.Name}.{p.Name} is a {p.PropertyType}, which JSON takes apart."));
        }
        Assert.Contains("ReadOnly", Session.Fail($"{Setup} | Out-Null; $n = Get-VwNode wg0 a; $n.ListenPort = 1").Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Network", "wg0")]
    [InlineData("Endpoint", "fra.example.net:51820")]
    [InlineData("Endpoint", "FRA.example.net:51820")]
    [InlineData("MacAddress", null)]
    [InlineData("IPv6Address", null)]
    [InlineData("PublicKey", null)]
    public void What_prints_as_a_text_equals_it(string property, string? text)
    {
        Session.Get(Setup);
        text ??= Session.GetOne<string>($"\"$((Get-VwNode wg0 a).{property})\"");
        Session.Get($"$all = Get-VwNode wg0; $v = (Get-VwNode wg0 a).{property}; $t = '{text}'");
        foreach (var condition in new[]
        {
            "$v -eq $t", "$t -eq $v", "-not ($v -ne $t)", "-not ($t -ne $v)", "$t -in @($v)", "$v -in @('x', $t)", "@($v) -contains $t", "@('x', $t) -contains $v",
            "@{ $v = 1 }.ContainsKey(\"$v\")", "@{ \"$v\" = 5 }[$v] -eq 5", $"@($all | Where-Object {property} -eq $t).Count -ge 1", $"@($all | Where-Object {property} -in x, $t).Count -ge 1",
            "-not (Compare-Object @($v) @($t))", $"@($all[0], $all[0] | Select-Object {property} -Unique).Count -eq 1", $"@($all[0] | Group-Object {property})[0].Name -eq $t",
            "$(switch ($v) { $t { $true } })", "[string] $v -eq $t",
        })
        {
            Assert.Equal($"{condition}: True", $"{condition}: {Assert.Single(Session.Get(condition))}");
        }
    }

    [Theory]
    [InlineData("(Get-VwNode wg0 a).Address -eq '10.9.0.1/16'", "10.9.0.1/16")]
    [InlineData("(Get-VwNode wg0).IPAddress -join ' '", "10.9.0.1/16 10.9.0.2/16 10.9.0.3/16")]
    [InlineData("(Get-VwNode wg0 a).Endpoint.Host", "fra.example.net")]
    [InlineData("(Get-VwNode wg0 a).Endpoint.Port + 1", "51821")]
    [InlineData("(Get-VwNode wg0 a).Address[0].Address", "10.9.0.1")]
    [InlineData("(Get-VwNode wg0 a).Address[0].PrefixLength", "16")]
    [InlineData("(Get-VwPeer wg0 | Where-Object Peer -eq b).Node -join ' '", "a c")]
    [InlineData("(Get-VwPeer wg0 | Where-Object State -eq Blocked | Group-Object Node).Name -join ' '", "b c")]
    [InlineData("(Get-VwNetwork wg0).Nodes -join ' '", "a b c")]
    [InlineData("(Get-VwNetwork wg0).Nodes.Network[2]", "wg0")]
    [InlineData("(Get-VwNetwork wg0).Blocked[0].First", "b")]
    [InlineData("Set-VwNode wg0 b -Address 10.9.0.10/16 | Out-Null; (Get-VwNode wg0 | Sort-Object { $_.Address.SortKey }).Name -join ' '", "a c b")]
    [InlineData("(Get-VwNode wg0 | Sort-Object Name -Descending | Tee-Object -Variable t).Name -join ' '", "c b a")]
    [InlineData("Get-VwNode wg0 | Format-Table Name -GroupBy Network | Out-String | ForEach-Object { $_ -match 'Network: wg0' }", "True")]
    [InlineData("((Get-VwNode wg0 | ForEach-Object -Parallel { $_.Endpoint.Port }) -join ' ').Trim()", "51820")]
    [InlineData("(Compare-Object (Get-VwNode wg0) (Get-VwNode wg0 a, b) -Property Network, Name).Name", "c")]
    [InlineData("(Get-VwNode wg0 a).PrivateKey.Reveal().Length", "44")]
    [InlineData("(Get-VwNode wg0 a).PrivateKey -eq (Get-VwNode wg0 b).PrivateKey", "False")]
    [InlineData("(Get-VwNode wg0 a).PrivateKey -eq (Get-VwNode wg0 a).PrivateKey", "True")]
    [InlineData("Get-VwNode wg0 a | Export-Clixml a.xml; $n = Import-Clixml a.xml; \"$($n.Endpoint.Port) $($n.Network.Path -like '*wg0.toml') $($n.Address[0].PrefixLength)\"", "51820 True 16")]
    [InlineData("Get-VwNode $(Get-VwNode wg0 a).Network | ForEach-Object Name", "a b c")]
    public void Values_have_their_parts(string script, string expected)
    {
        Session.Get(Setup);
        Assert.Equal(expected, string.Join(' ', Session.Get(script)));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(160)]
    public void What_was_serialised_is_shown_as_what_was_not(int width)
    {
        var screen = new Screen(width);
        using var session = new Session(screen);
        session.Get(Setup);
        screen.Take();
        foreach (var (_, script) in Emitters.Select(e => e.Data).Where(e => e.Item1 is not "VwDeployment"))
        {
            session.Get($"$o = {script}; $o | Out-Default");
            var live = screen.Take();
            session.Get("$o | Export-Clixml o.xml; Import-Clixml o.xml | Out-Default");
            Assert.Equal(live, screen.Take());
        }
    }

    // Every column of a table is a property that has its name.
    [Fact]
    public void A_column_of_a_view_is_a_property()
    {
        var view = System.Xml.Linq.XDocument.Load(Path.Combine(Session.ModulePath, "VwMesh.format.ps1xml"));
        Session.Get("Get-Command Get-VwNode");
        var types = AppDomain.CurrentDomain.GetAssemblies().First(a => a.GetName().Name == "VwMesh.PowerShell").GetExportedTypes().ToDictionary(t => t.FullName!);
        foreach (var table in view.Descendants("View").Where(v => v.Element("TableControl") is not null))
        {
            var labels = table.Descendants("TableColumnHeader").Select(h => h.Element("Label")?.Value);
            var names = table.Descendants("TableColumnItem").Select(i => i.Element("PropertyName")?.Value);
            foreach (var type in table.Descendants("TypeName").Select(t => t.Value).Where(types.ContainsKey))
                Assert.All(labels.Zip(names, (label, name) => label ?? name!), column => Assert.True(types[type].GetProperty(column) is not null, $"{type} has no {column}."));
        }
    }

    private static object? Unwrapped(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    private static bool IsPlain(Type type, List<Type> types) => (Nullable.GetUnderlyingType(type) ?? type) is var plain
        && (plain == typeof(string) || plain == typeof(PSObject) || plain.IsPrimitive || plain == typeof(DateTimeOffset) || plain.Name == "TextList"
            || (plain.IsGenericType && types.Contains(plain.GetGenericArguments()[0])));

    [GeneratedRegex(@"^    (Vw\w+) +((?:[^\n]|\n {20,})+)", RegexOptions.Multiline)]
    private static partial Regex Shape();
}
