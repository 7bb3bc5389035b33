namespace VwMesh.PowerShellTests;

/// <summary>Mistakes of a first hour, each answered by the sentence that helps.</summary>
public sealed class MistakeTests : EngineTest
{
    [Theory]
    [InlineData("Set-VwNode wg0 site* -FwMark 1", "Get-VwNode NETWORK PATTERN | ...")]
    [InlineData("Remove-VwNode wg0 'berlni'", "did you mean 'berlin'?")]
    [InlineData("Set-VwNode wg0 berlim -FwMark 1", "did you mean 'berlin'?")]
    [InlineData("Get-VwNode wg0 berlin1", "did you mean 'berlin'?")]
    [InlineData("Get-VwNode wg0 x", "Get-VwNode lists the nodes.")]
    [InlineData("Set-VwNode wg0 paris -FwMark 1", "Get-VwNode lists the nodes it has.")]
    [InlineData("Get-VwNode berlin", "'berlin' is a node of network 'wg0': the network's name comes first")]
    [InlineData("Rename-VwNode berlin bonn", "'berlin' is a node of network 'wg0'")]
    [InlineData("[pscustomobject]@{ 'Name;Endpoint' = 'a;a.example.net' } | Set-VwNode wg0", "Import-Csv -Delimiter ';'")]
    [InlineData("[pscustomobject]@{ \"Name`tEndpoint\" = 'a' } | Set-VwNode wg0", "Import-Csv -Delimiter \"`t\"")]
    [InlineData("Set-VwNode wg0 a -Endpoint https://a.example.net", "URL")]
    [InlineData("Set-VwNode wg0 a -Endpoint 192.0.2.1/24", "prefix length")]
    public void It_is_answered_by_what_helps(string script, string expected)
    {
        MakeNetwork();
        Session.Get("Add-VwNode wg0 berlin; New-VwNetwork wg1");
        Assert.Contains(expected, Session.Fail(script).Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<<<<<<< HEAD\n")]
    [InlineData("[Node.x]\n=======\n")]
    [InlineData(">>>>>>> other\n")]
    public void A_merge_that_git_left_undone_is_called_so(string marks)
    {
        MakeNetwork();
        File.AppendAllText(Session.PathOf("wg0.toml"), "\n" + marks);
        Assert.Contains("git", Session.Fail("Get-VwNode wg0").Exception.Message, StringComparison.Ordinal);
    }
}
