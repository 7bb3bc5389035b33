using VwMesh.Deployment;
using VwMesh.Model;

namespace VwMesh.CoreTests.Deployment;

/// <summary>Texts that ssh and sudo of several versions wrote before they ended.</summary>
public sealed class SshFailureTests
{
    [Theory]
    [InlineData("sudo: a password is required", "NOPASSWD")]
    [InlineData("sudo: unable to resolve host n4: Name or service not known\nsudo: a terminal is required to read the password; either use the -S option\nsudo: a password is required", "a password is required")]
    [InlineData("sudo: interactive authentication is required", "NOPASSWD")]
    [InlineData("sudo: I'm sorry oper. I'm afraid I can't do that", "I'm sorry oper")]
    [InlineData("oper is not in the sudoers file.", "sudoers(5)")]
    [InlineData("Sorry, user oper is not allowed to execute '/usr/bin/sh' as root on n4.", "sudoers(5)")]
    [InlineData("sh: 1: exec: sudo: not found", "has no sudo")]
    [InlineData("bash: line 1: exec: sudo: not found", "has no sudo")]
    public void A_refusal_by_sudo_is_told_as_sudo_s(string text, string expected)
    {
        var error = SshFailure.Of("a", "a.example.net", text + "\n");
        Assert.Equal(("SudoRefused", ErrorKind.PermissionDenied, "a"), (error.ErrorId, error.Kind, error.Target));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("cannot be reached", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("unable to resolve", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host key verification failed.", "'ssh a.example.net'")]
    [InlineData("No ED25519 host key is known for a.example.net and you have requested strict checking.\nHost key verification failed.", "accept the key")]
    [InlineData("@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\nOffending ED25519 key in /home/op/.ssh/known_hosts:7\nHost key for a.example.net has changed and you have requested strict checking.\nHost key verification failed.",
        "'ssh-keygen -R a.example.net'")]
    [InlineData("root@a.example.net: Permission denied (publickey).", "ssh-add")]
    [InlineData("Received disconnect from 192.0.2.1 port 22:2: Too many authentication failures\nDisconnected from 192.0.2.1 port 22", "-SshKeyFilePath")]
    [InlineData("Permissions 0644 for '/home/op/key' are too open.\nLoad key \"/home/op/key\": bad permissions\nroot@a: Permission denied (publickey).", "chmod 600")]
    [InlineData("ssh: Could not resolve hostname a.example.net: Name or service not known", "-HostName")]
    [InlineData("ssh: connect to host a.example.net port 22: Connection refused", "-SshPort")]
    [InlineData("/home/op/.ssh/config: line 3: Bad configuration option: forwardagents\n/home/op/.ssh/config: terminating, 1 bad configuration options", "ssh_config(5)")]
    public void What_ssh_says_comes_with_the_way_out(string text, string hint)
    {
        var error = SshFailure.Of("a", "a.example.net", text + "\n");
        Assert.Equal("NodeUnreachable", error.ErrorId);
        Assert.StartsWith("Node 'a' cannot be reached: ssh says '", error.Message, StringComparison.Ordinal);
        Assert.Contains(hint, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Notices_take_no_line_of_what_is_shown()
    {
        var error = SshFailure.Of("a", "a", """
            ** WARNING: connection is not using a post-quantum key exchange algorithm.
            ** This session may be vulnerable to "store now, decrypt later" attacks.
            ** The server may need to be upgraded. See https://openssh.com/pq.html
            Warning: Permanently added '192.0.2.1' (ED25519) to the list of known hosts.
            kex_exchange_identification: Connection closed by remote host
            """);
        Assert.Equal("Node 'a' cannot be reached: ssh says 'kex_exchange_identification: Connection closed by remote host'.", error.Message);
        Assert.Contains("without a word", SshFailure.Of("a", "a", "** WARNING: connection is not using a post-quantum key exchange algorithm.\n").Message, StringComparison.Ordinal);
    }
}
