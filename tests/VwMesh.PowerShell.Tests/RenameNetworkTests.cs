namespace VwMesh.PowerShellTests;

public sealed class RenameNetworkTests : EngineTest
{
    [Fact]
    public void A_network_gets_another_name_with_everything_in_it()
    {
        MakeNetwork();
        var before = File.ReadAllText(Session.PathOf("wg0.toml"));
        var kept = File.ReadAllText(Session.PathOf("wg0.toml.previous"));
        Assert.Equal("corp", Session.Get("Rename-VwNetwork wg0 corp")[0].Properties["Name"].Value);
        Assert.Equal(["corp.toml", "corp.toml.previous"], Directory.GetFileSystemEntries(Session.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal((before, kept), (File.ReadAllText(Session.PathOf("corp.toml")), File.ReadAllText(Session.PathOf("corp.toml.previous"))));
    }

    [Fact]
    public void Networks_are_renamed_by_rule_and_vwgens_file_stays_vwgens()
    {
        MakeNetwork();
        File.Move(Session.PathOf("wg0.toml"), Session.PathOf("wg0.conf"));
        Session.Get("Get-VwNetwork | Rename-VwNetwork -NewName { \"x-$_\" }");
        Assert.True(File.Exists(Session.PathOf("x-wg0.conf")));
    }

    [Theory]
    [InlineData("Rename-VwNetwork wg0 wg1", "NetworkExists")]
    [InlineData("Rename-VwNetwork wg0 wg1 -WhatIf", "NetworkExists")]
    [InlineData("Rename-VwNetwork wg0 old", "NetworkExists")]
    [InlineData("Rename-VwNetwork wg0 'far/away'", "InvalidNetworkName")]
    [InlineData("Rename-VwNetwork wg0 this-is-too-long", "InvalidNetworkName")]
    [InlineData("Rename-VwNetwork wg7 wg8", "NetworkNotFound")]
    public void What_cannot_be_is_an_error_and_nothing_changes(string script, string errorId)
    {
        MakeNetwork();
        Session.Get("New-VwNetwork wg1");
        File.Copy(Session.PathOf("wg1.toml"), Session.PathOf("old.conf"));
        var before = Names();
        Assert.StartsWith(errorId, Session.Fail(script).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(before, Names());

        string[] Names() => [.. Directory.GetFileSystemEntries(Session.Folder).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void A_dry_run_renames_nothing()
    {
        MakeNetwork();
        Assert.Empty(Session.Get("Rename-VwNetwork wg0 corp -WhatIf"));
        Assert.True(File.Exists(Session.PathOf("wg0.toml")));
    }
}
