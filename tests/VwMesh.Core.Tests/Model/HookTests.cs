using VwMesh.Model;

namespace VwMesh.CoreTests.Model;

public sealed class HookTests
{
    [Theory]
    [InlineData("echo \"unclosed", "\" in column 6")]
    [InlineData("echo 'unclosed", "' in column 6")]
    [InlineData("echo it's up", "' in column 8")]
    [InlineData("echo `date", "` in column 6")]
    [InlineData("echo $(date", "( in column 7")]
    [InlineData("echo \"$(date \"+%s)\"", "not closed")]
    [InlineData("echo ${HOME", "{ in column 7")]
    [InlineData("(echo a; echo b", "( in column 1")]
    [InlineData("| cat", "no command before")]
    [InlineData("true &&", "no command after")]
    [InlineData("true |", "no command after")]
    public void A_mistake_is_found_with_bash_and_without_it(string hook, string expected)
    {
        Assert.Contains(expected, Assert.Throws<VwMeshException>(() => Hook.Parse(hook)).Message, StringComparison.Ordinal);
        Assert.Contains(expected, ShellSyntax.FaultByScan(hook), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iptables -m comment --comment “mesh”", "typographic quote “ in column 31")]
    [InlineData("logger ‘up’", "typographic quote")]
    [InlineData("iptables –A FORWARD -j ACCEPT", "dash –")]
    [InlineData("ip\u00a0link", "no-break space")]
    public void Typography_is_no_shell(string hook, string expected) => Assert.Contains(expected, Hook.FaultOf(hook), StringComparison.Ordinal);

    [Theory]
    [InlineData("if true; then echo a")]
    [InlineData("for i in 1 2; echo $i; done")]
    [InlineData("echo a; ; echo b")]
    [InlineData("done")]
    [InlineData("echo a )")]
    public void Bash_finds_what_a_scan_does_not(string hook)
    {
        Needs.Require("bash");
        Assert.Contains("bash cannot parse it: syntax error", Hook.FaultOf(hook), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iptables -A FORWARD -i %i -j ACCEPT")]
    [InlineData("ip rule add fwmark 0x10 table 42 || true; ip route add default dev %i table 42")]
    [InlineData("logger \"it's up: $(date '+%s') ${HOME:-x}\"")]
    [InlineData("logger '“up”' \"–\"")]
    [InlineData("case %i in wg0) logger a;; *) logger b;; esac")]
    [InlineData("[[ -n \"$X\" && -z ${Y} ]] && logger \"a \\\" b\" it\\'s")]
    [InlineData("while read -r a; do echo \"$a\"; done < <(ip -o link)")]
    [InlineData("sleep 5 &")]
    [InlineData("echo $((1 << 2)) `date`")]
    [InlineData("logger Zürich 東京")]
    public void A_shell_s_line_stays_as_it_is(string hook)
    {
        Assert.Equal(hook, Hook.Parse(hook));
        Assert.Null(ShellSyntax.FaultByScan(hook));
    }

    [Theory]
    [InlineData("touch FILE; echo \"unclosed")]
    [InlineData("echo $(touch FILE) )")]
    [InlineData("set +n; touch FILE; done")]
    [InlineData("}; touch FILE; f() {")]
    public void Nothing_of_a_hook_is_executed(string hook)
    {
        using var folder = new Storage.TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        Assert.NotNull(Hook.FaultOf(hook.Replace("FILE", file, StringComparison.Ordinal)));
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void A_program_is_taken_from_folders_of_PATH_and_from_no_relative_one()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new Storage.TemporaryFolder();
        var file = Path.Combine(folder.Path, "tool");
        File.WriteAllText(file, "");
        Assert.Null(InstalledProgram.Find("tool", folder.Path));
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Equal(file, InstalledProgram.Find("tool", "/nowhere:" + folder.Path));
        Assert.Null(InstalledProgram.Find("tool", ":.:" + Path.GetRelativePath(Environment.CurrentDirectory, folder.Path)));
    }
}
