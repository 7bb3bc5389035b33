using System.Text.RegularExpressions;
using VwMesh.Model;

namespace VwMesh.Deployment;

/// <summary>Makes an error of the text that ssh wrote before it ended: the lines that matter, and how to help. A refusal by sudo is one of its own.</summary>
internal static partial class SshFailure
{
    private const int ShownLines = 3;
    private const int LongestText = 300;

    // The first that a line matches. Where one thing leads to another, the cause stands before its consequence.
    private static readonly (Regex Line, string Hint)[] Hints =
    [
        (ChangedHostKey(), "The machine has another host key than ssh remembers: somebody installed it again, or another machine answers there. Compare the fingerprints; 'ssh-keygen -R HOST' then forgets the old key"),
        (UnknownHostKey(), "ssh does not know the host key of the machine, or of the jump host before it: connect once by hand with 'ssh HOST', compare the fingerprint, and accept the key"),
        (TooManyKeys(), "Set-VwNode -SshKeyFilePath names the key, and ssh then offers no other"),
        (OpenKeyFile(), "ssh uses no key file that others may read: chmod 600"),
        (Denied(), "ssh asks for no password here: give it a key that the account accepts (ssh-add, or Set-VwNode -SshKeyFilePath), or another account (-SshUserName)"),
        (NoName(), "Set-VwNode -HostName names the machine as ssh finds it"),
        (Refused(), "Set-VwNode -SshPort names the port of its ssh server"),
        (BadConfiguration(), "That is a mistake in the ssh configuration of this machine (ssh_config(5))"),
    ];

    /// <summary>The error for a node.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="host">The ssh destination.</param>
    /// <param name="text">All that ssh wrote on its standard error.</param>
    internal static VwMeshException Of(string node, string host, string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(l => !Notice().IsMatch(l)).ToList();
        if (lines.Exists(l => SudoMissing().IsMatch(l)))
        {
            return new VwMeshException("SudoRefused", ErrorKind.PermissionDenied,
                $"Node {Quoted.Show(node)} has no sudo, and the account there is not root: Set-VwNode -SshUserName root, or install sudo.", node);
        }
        if (lines.Where(l => Sudo().IsMatch(l)).ToList() is { Count: > 0 } refusals)
        {
            return new VwMeshException("SudoRefused", ErrorKind.PermissionDenied,
                $"sudo on node {Quoted.Show(node)} refuses: {Show(refusals)}. VwMesh needs root there: Set-VwNode -SshUserName root, or a rule in the node's sudoers(5) without a password, such as 'ACCOUNT ALL=(root) NOPASSWD: ALL'.", node);
        }
        var hint = Hints.FirstOrDefault(h => lines.Exists(h.Line.IsMatch)).Hint;
        return Unreachable(node, (lines.Count == 0 ? "ssh ended without a word" : $"ssh says {Show(lines)}")
            + (hint is null ? "" : ". " + hint.Replace("HOST", host, StringComparison.Ordinal)));
    }

    /// <summary>The error for a node to which there is no connection.</summary>
    internal static VwMeshException Unreachable(string node, string why) =>
        new("NodeUnreachable", ErrorKind.ResourceUnavailable, $"Node {Quoted.Show(node)} cannot be reached: {why}.", node);

    private static string Show(List<string> lines) => Quoted.Show(string.Join(" / ", lines.TakeLast(ShownLines)), LongestText);

    // Notices of ssh 10 about key exchanges, and of any ssh in passing.
    [GeneratedRegex(@"^(\*\* |Warning: Permanently added |Pseudo-terminal will not be allocated)", RegexOptions.CultureInvariant)]
    private static partial Regex Notice();

    [GeneratedRegex(@"sudo: (command )?not found", RegexOptions.CultureInvariant)]
    private static partial Regex SudoMissing();

    [GeneratedRegex(@"^sudo(-rs)?: (?!unable to resolve host)| is not (in the sudoers file|allowed to (run|execute))", RegexOptions.CultureInvariant)]
    private static partial Regex Sudo();

    [GeneratedRegex(@"REMOTE HOST IDENTIFICATION HAS CHANGED|^(Offending .* key in|Host key for .* has changed)", RegexOptions.CultureInvariant)]
    private static partial Regex ChangedHostKey();

    [GeneratedRegex(@"^Host key verification failed|host key is known for", RegexOptions.CultureInvariant)]
    private static partial Regex UnknownHostKey();

    [GeneratedRegex(@"Too many authentication failures", RegexOptions.CultureInvariant)]
    private static partial Regex TooManyKeys();

    [GeneratedRegex(@"UNPROTECTED PRIVATE KEY FILE|^Permissions .* are too open", RegexOptions.CultureInvariant)]
    private static partial Regex OpenKeyFile();

    [GeneratedRegex(@"Permission denied \(", RegexOptions.CultureInvariant)]
    private static partial Regex Denied();

    [GeneratedRegex(@"Could not resolve hostname", RegexOptions.CultureInvariant)]
    private static partial Regex NoName();

    [GeneratedRegex(@"Connection refused", RegexOptions.CultureInvariant)]
    private static partial Regex Refused();

    [GeneratedRegex(@"Bad configuration option|bad configuration options|Bad owner or permissions on", RegexOptions.CultureInvariant)]
    private static partial Regex BadConfiguration();
}
