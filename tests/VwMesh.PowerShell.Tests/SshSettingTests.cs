using System.Management.Automation;

namespace VwMesh.PowerShellTests;

/// <summary>How a node is reached over ssh: kept in the file, and never what ssh or a shell would take for something else.</summary>
public sealed class SshSettingTests : EngineTest
{
    [Fact]
    public void How_a_node_is_reached_is_kept_in_the_file_and_taken_back()
    {
        MakeNetwork();
        var before = FileText();
        Session.Get("Set-VwNode wg0 b -HostName login.example.net -SshUserName admin -SshPort 2222 -SshKeyFilePath keys/admin");
        Assert.Equal("login.example.net admin 2222 keys/admin",
            Session.GetOne<string>("$n = Get-VwNode wg0 b; \"$($n.HostName) $($n.SshUserName) $($n.SshPort) $($n.SshKeyFilePath)\""));
        Assert.Equal(
            ["HostName = \"login.example.net\"", "KeyFilePath = \"keys/admin\"", "Port = 2222", "UserName = \"admin\""],
            FileText().Split('\n').Except(before.Split('\n')));
        Session.Get("Set-VwNode wg0 b -HostName '' -UserName '' -Port '' -KeyFilePath ''");
        Assert.Equal(before, FileText());
    }

    [Fact]
    public void Rows_of_a_CSV_file_say_how_nodes_are_reached()
    {
        Session.Get("""
            New-VwNetwork wg0
            [pscustomobject]@{ Name = 'a'; HostName = '2001:db8::1'; SshUserName = ''; SshPort = '22' },
            [pscustomobject]@{ Name = 'b'; HostName = ''; SshUserName = 'root'; SshPort = '' } | Add-VwNode wg0
            """);
        Assert.Equal("2001:db8::1||22 |root|", Session.GetOne<string>("(Get-VwNode wg0 | % { \"$($_.HostName)|$($_.SshUserName)|$($_.SshPort)\" }) -join ' '"));
    }

    [Fact]
    public void A_copy_of_a_node_is_another_machine()
    {
        MakeNetwork();
        Session.Get("Set-VwNode wg0 b -HostName login.example.net -SshUserName admin -SshPort 2222; New-VwNetwork wg1; Get-VwNode wg0 b | Add-VwNode wg1");
        Assert.Equal("|admin|2222", Session.GetOne<string>("$n = Get-VwNode wg1 b; \"$($n.HostName)|$($n.SshUserName)|$($n.SshPort)\""));
    }

    [Theory]
    [InlineData("-HostName '-oProxyCommand=id'", "InvalidHostName")]
    [InlineData("-HostName 'a;id'", "InvalidHostName")]
    [InlineData("-HostName '$(id)'", "InvalidHostName")]
    [InlineData("-HostName 'a b'", "InvalidHostName")]
    [InlineData("-HostName \"a`nb\"", "InvalidHostName")]
    [InlineData("-HostName 'root@a'", "InvalidHostName")]
    [InlineData("-HostName 'a:22'", "InvalidHostName")]
    [InlineData("-HostName 'a%h'", "InvalidHostName")]
    [InlineData("-HostName 'fe80::1%;id'", "InvalidHostName")]
    [InlineData("-HostName 'é.example'", "InvalidHostName")]
    [InlineData("-UserName '-oProxyCommand=id'", "InvalidUserName")]
    [InlineData("-UserName 'a`id`'", "InvalidUserName")]
    [InlineData("-UserName 'a b'", "InvalidUserName")]
    [InlineData("-KeyFilePath '-oProxyCommand=id'", "InvalidKeyFilePath")]
    [InlineData("-KeyFilePath 'a%h'", "InvalidKeyFilePath")]
    [InlineData("-KeyFilePath '${HOME}/k'", "InvalidKeyFilePath")]
    [InlineData("-Port 65536", "InvalidPort")]
    [InlineData("-Port -1", "InvalidPort")]
    public void What_ssh_or_a_shell_would_take_for_something_else_is_refused(string parameter, string id)
    {
        MakeNetwork();
        var before = FileText();
        var error = Session.Fail($"Set-VwNode wg0 a {parameter}");
        Assert.Equal((id, ErrorCategory.InvalidArgument), (error.FullyQualifiedErrorId.Split(',')[0], error.CategoryInfo.Category));
        Assert.Equal(before, FileText());
    }

    [Theory]
    [InlineData("HostName = \"-oProxyCommand=id\"")]
    [InlineData("UserName = \"a;id\"")]
    [InlineData("KeyFilePath = \"%d/id\"")]
    [InlineData("Port = 0")]
    public void A_file_with_such_a_value_is_not_opened(string line)
    {
        MakeNetwork();
        File.WriteAllText(Session.PathOf("wg0.toml"), FileText().Replace("[Node.a]\n", $"[Node.a]\n{line}\n", StringComparison.Ordinal));
        Assert.Contains(line.Split(' ')[0], Session.Fail("Get-VwNode wg0").Exception.Message, StringComparison.Ordinal);
    }
}
