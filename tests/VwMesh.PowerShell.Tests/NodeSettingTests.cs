using System.Management.Automation;

namespace VwMesh.PowerShellTests;

/// <summary>Every setting that the file of a network can have for a node is in all places where a user looks for it.</summary>
public sealed class NodeSettingTests : EngineTest
{
    private static readonly Dictionary<string, Sample> Samples = new()
    {
        ["Address"] = new("10.1.2.3/24", IsOwn: true),
        ["AllowedIPs"] = new("10.5.0.0/16"),
        ["Description"] = new("Frankfurt, rack 4"),
        ["Endpoint"] = new("fra.example.net:51820"),
        ["FwMark"] = new("7", Cleared: "0"),
        ["Groups"] = new("eu-west"),
        ["HostName"] = new("login.example.net", IsOwn: true),
        ["KeyFilePath"] = new("keys/admin", Parameter: "SshKeyFilePath"),
        ["LinkLayerAddress"] = new("169.254.200.9/16", IsOwn: true, Cleared: null),
        ["ListenPort"] = new("41000", Cleared: null),
        ["PersistentKeepalive"] = new("25", Cleared: "0"),
        ["Port"] = new("2222", Parameter: "SshPort"),
        ["PostDown"] = new("echo 1, 2"),
        ["PostUp"] = new("echo 1, 2"),
        ["PreDown"] = new("echo 1, 2"),
        ["PreUp"] = new("echo 1, 2"),
        ["PrivateKey"] = new("(New-VwKey)", Shown: "(hidden)", IsOwn: true, Cleared: null),
        ["PublicKey"] = new("hSDwCYkwp1R0i33ctD73Wg2/Og0mOBr066SpjqqbTmo=", IsOwn: true, Cleared: null, Before: "Set-VwNode wg0 b -PublicKey (New-VwKey).PublicKey"),
        ["Relay"] = new("True", Cleared: null),
        ["SaveConfig"] = new("True", Cleared: null),
        ["Subnets"] = new("192.168.10.0/24", IsOwn: true),
        ["UPnP"] = new("True", Cleared: null),
        ["UserName"] = new("admin", Parameter: "SshUserName"),
    };

    // The commands that change keys write these settings, which have no parameters.
    private static readonly string[] WrittenByCommands = ["KeyDate", "PreviousPublicKey"];

    [Fact]
    public void A_setting_is_a_parameter_a_column_a_property_and_in_the_help()
    {
        var keys = Session.Get("""
            New-VwKey | Out-Null
            $core = [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq 'VwMesh.Core' } | Select-Object -First 1
            $core.GetType('VwMesh.Storage.Schema.NetworkSchema').GetProperty('NodeKeys', [Reflection.BindingFlags] 'NonPublic, Static').GetValue($null)
            """).Select(k => k.ToString()).ToList();
        Assert.True(keys.Order(StringComparer.Ordinal).SequenceEqual(Samples.Keys.Concat(WrittenByCommands).Order(StringComparer.Ordinal)),
            $"The schema has {string.Join(", ", keys.Except(Samples.Keys))}: give each a value here, and it is tested in all places. It lacks {string.Join(", ", Samples.Keys.Except(keys))}.");
        MakeNetwork();
        Session.Get("New-VwNetwork wg1");
        var forgotten = keys.SelectMany(key => (WrittenByCommands.Contains(key) ? PlacesToSee(key, key) : PlacesWithout(key, Samples[key])).Select(place => $"{key}: {place}")).ToList();
        Assert.True(forgotten.Count == 0, string.Join("\n", forgotten));
    }

    private IEnumerable<string> PlacesWithout(string key, Sample sample)
    {
        var parameter = sample.Parameter ?? key;
        foreach (var cmdlet in new[] { "Add-VwNode", "Set-VwNode" })
        {
            var found = ((CommandInfo)Session.Get($"Get-Command {cmdlet}")[0].BaseObject).Parameters.GetValueOrDefault(parameter);
            if (found is null)
                yield return $"{cmdlet} lacks -{parameter}";
            else if (!found.ParameterSets["Name"].ValueFromPipelineByPropertyName || !found.ParameterSets.ContainsKey("Node"))
                yield return $"{cmdlet} -{parameter} is no column";
        }
        var hidden = PlacesToSee(key, parameter).ToList();
        foreach (var place in hidden)
            yield return place;
        if (hidden.Count > 0)
            yield break;
        if (sample.Before is { } first)
            Session.Get(first);
        var before = FileText();
        var value = sample.Value;
        Session.Get($"[pscustomobject]@{{ Name = 'b'; {parameter} = {(sample.Shown is null ? $"'{value}'" : value)} }} | Set-VwNode wg0");
        if (!FileText().Split('\n').Except(before.Split('\n')).Any(l => l.StartsWith(key + " = ", StringComparison.Ordinal)))
            yield return "a row does not change it in the file";
        if (!Shown("wg0", parameter).Contains(sample.Shown ?? value, StringComparison.Ordinal))
            yield return $"Get-VwNode shows {Shown("wg0", parameter)}";
        Session.Get("Get-VwNode wg0 b | Add-VwNode wg1");
        if (Shown("wg1", parameter).Contains(value, StringComparison.Ordinal) == sample.IsOwn && sample.Shown is null)
            yield return sample.IsOwn ? "a copy of the node takes it over" : "a copy of the node lacks it";
        Session.Get("Remove-VwNode wg1 b");
        if (sample.Cleared is not { } cleared)
            yield break;
        Session.Get($"Set-VwNode wg0 b -{parameter} ''");
        if (Shown("wg0", parameter) != cleared && !Shown("wg0", parameter).StartsWith("169.254.", StringComparison.Ordinal))
            yield return $"'' leaves {Shown("wg0", parameter)}";
    }

    private IEnumerable<string> PlacesToSee(string key, string property)
    {
        if (!File.ReadAllText(Path.Combine(HelpPage.Folder, "about_VwMesh_NetworkFile.help.txt")).Contains($"        {key} = ", StringComparison.Ordinal))
            yield return "about_VwMesh_NetworkFile does not show the key";
        if (Session.Get("Get-VwNode wg0 b")[0].Properties[property] is null)
            yield return $"VwNode lacks the property {property}";
        if (!Session.GetOne<string>("Get-VwNode wg0 b | Format-List | Out-String -Width 200").Split('\n').Any(l => l.StartsWith(property + " ", StringComparison.Ordinal)))
            yield return "the list view does not show it";
    }

    private string Shown(string network, string property) => Session.GetOne<string>($"\"$((Get-VwNode {network} b).{property})\"");

    /// <summary>A value of a setting. A copy of a node does not take over what is the node's own. Shown is given where the value is a command. Cleared is what '' leaves, where '' clears. Before runs first.</summary>
    private sealed record Sample(string Value, string? Parameter = null, string? Shown = null, bool IsOwn = false, string? Cleared = "", string? Before = null);
}
