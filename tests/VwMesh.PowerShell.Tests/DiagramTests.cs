namespace VwMesh.PowerShellTests;

public sealed class DiagramTests : EngineTest
{
    [Fact]
    public void A_network_becomes_an_svg_unless_another_format_is_named()
    {
        MakeNetwork();

        Assert.Equal("wg0 wg0.svg", Session.GetOne<string>("Get-VwNetwork | Export-VwDiagram | ForEach-Object { \"$($_.Network) $($_.FileName)\" }"));
        Assert.StartsWith("<svg ", Session.GetOne<string>("Export-VwDiagram wg0 -Raw"), StringComparison.Ordinal);
        Assert.Contains("n1 --> n0", Session.GetOne<string>("Export-VwDiagram wg0 Mermaid -Raw"), StringComparison.Ordinal);
        Assert.StartsWith("digraph \"wg0\"", Session.GetOne<string>("Export-VwDiagram wg0 -Format dot -Raw"), StringComparison.Ordinal);
    }

    [Fact]
    public void Pictures_are_files_in_a_folder_that_are_left_alone_when_they_are_right()
    {
        MakeNetwork();

        Assert.Equal("Created", Session.GetOne<string>("\"$((Export-VwDiagram wg0 -DestinationPath out).Outcome)\""));
        Assert.Equal("Unchanged", Session.GetOne<string>("\"$((Export-VwDiagram wg0 -DestinationPath out).Outcome)\""));
        Assert.Equal(Session.GetOne<string>("Export-VwDiagram wg0 -Raw"), File.ReadAllText(Session.PathOf("out/wg0.svg")));
        Session.Get("Add-VwNode wg0 d");
        Assert.Equal("FileExists", Session.Fail("Export-VwDiagram wg0 -DestinationPath out -NoClobber").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Empty(Session.Get("Export-VwDiagram wg0 -DestinationPath elsewhere -WhatIf"));
        Assert.False(Directory.Exists(Session.PathOf("elsewhere")));
    }

    [Theory]
    [InlineData("pic.svg", "<svg ")]
    [InlineData("pic.DOT", "digraph ")]
    [InlineData("pic.mmd", "---")]
    public void The_name_of_a_file_says_the_format_and_is_that_file(string file, string start)
    {
        MakeNetwork();
        Session.Get($"Export-VwDiagram wg0 -DestinationPath {file}");
        Assert.StartsWith(start, File.ReadAllText(Session.PathOf(file)), StringComparison.Ordinal);
        Assert.Equal("Unchanged", Session.GetOne<string>($"\"$((Export-VwDiagram wg0 -DestinationPath {file}).Outcome)\""));
    }

    [Fact]
    public void One_file_is_one_picture_in_one_format_and_a_folder_of_the_name_stays_a_folder()
    {
        MakeNetwork();
        Session.Get("New-VwNetwork wg1");
        Assert.Equal("DestinationIsAFile", Session.Fail("Export-VwDiagram -DestinationPath pic.svg").FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal("DiagramFormatDiffers", Session.Fail("Export-VwDiagram wg0 Dot -DestinationPath other.svg").FullyQualifiedErrorId.Split(',')[0]);
        Assert.False(File.Exists(Session.PathOf("other.svg")));
        Assert.Equal("DiagramFormatUnknown", Session.Fail("Export-VwDiagram wg0 -DestinationPath pic.png").FullyQualifiedErrorId.Split(',')[0]);
        Assert.False(Directory.Exists(Session.PathOf("pic.png")));
        Directory.CreateDirectory(Session.PathOf("folder.svg"));
        Session.Get("Export-VwDiagram wg0 -DestinationPath folder.svg");
        Assert.True(File.Exists(Session.PathOf("folder.svg/wg0.svg")));
    }

    [Fact]
    public void A_missing_network_is_an_error() =>
        Assert.Equal("NetworkNotFound", Session.Fail("Export-VwDiagram nothing").FullyQualifiedErrorId.Split(',')[0]);
}
