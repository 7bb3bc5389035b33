using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using VwMesh.Model;

namespace VwMesh.Deployment;

/// <summary>
/// The OpenSSH client of this machine, so that the user's configuration, agent, jump hosts and known hosts hold. It asks nothing: a host key
/// that is unknown or has changed ends the connection, unless the user's configuration says otherwise.
/// </summary>
/// <param name="network">The network whose nodes are reached.</param>
/// <param name="connectTimeout">How long a connection may take to be made.</param>
internal sealed class SshTransport(Network network, TimeSpan connectTimeout) : INodeTransport
{
    // Quoted so that every login shell reads it alike. An account other than root needs sudo without a password; sudo keeps no variable, and the lock names
    // the machine that the deployment comes from.
    private const string Command =
        "sh -c '[ \"$(id -u)\" = 0 ] && exec sh -s || exec sudo -n sh -c \"exec env SSH_CONNECTION=\\\"\\$0\\\" sh -s\" \"$SSH_CONNECTION\"'";

    private readonly ILookup<(string? Host, int Port), Node> _byDestination = network.Nodes.ToLookup(Destination);

    /// <summary>Opens a connection.</summary>
    /// <exception cref="VwMeshException">
    /// There is no way to the node (<c>NodeUnreachable</c>, <c>NoHostName</c>), or ssh would end at another node of the network as well (<c>HostNameShared</c>).
    /// </exception>
    public INodeConnection Open(Node node, CancellationToken cancellation)
    {
        // Behind one router, two nodes have the same public host; the configuration of one must not get onto the other.
        if (Destination(node) is { Host: not null } destination && _byDestination[destination].FirstOrDefault(n => n.Name != node.Name) is { } other)
        {
            throw new VwMeshException("HostNameShared", ErrorKind.InvalidOperation,
                $"Nodes {Quoted.Show(node.Name)} and {Quoted.Show(other.Name)} have the same ssh destination; Set-VwNode -HostName or -SshPort tells them apart.", node.Name);
        }
        // ssh would try the keys it has elsewhere. Only ssh knows the homes of other users.
        if (node.KeyFilePath is { } key && KeyFile(node, key) is var file && !file.StartsWith('~') && !File.Exists(file))
        {
            throw new VwMeshException("KeyFileNotFound", ErrorKind.ObjectNotFound,
                $"The ssh key file of node {Quoted.Show(node.Name)}, {Quoted.Show(file, int.MaxValue)}, does not exist; Set-VwNode -SshKeyFilePath names another.", node.Name);
        }
        var start = new ProcessStartInfo(InstalledProgram.Find("ssh") ?? throw NoSsh(null))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        // The ssh to a jump host would ask the terminal.
        start.Environment["SSH_ASKPASS_REQUIRE"] = "force";
        start.Environment["SSH_ASKPASS"] = "false";
        foreach (var argument in Arguments(node))
            start.ArgumentList.Add(argument);
        try
        {
            return new SshConnection(node.Name, Host(node), AnswerLimits.LongestAnswer(network.Nodes.Count), Process.Start(start)!, cancellation);
        }
        catch (Win32Exception e)
        {
            throw NoSsh(e);
        }
    }

    /// <summary>The arguments of ssh(1): nothing in them is secret, and nothing in them comes from the node.</summary>
    internal IEnumerable<string> Arguments(Node node)
    {
        var host = Host(node);
        // These win over the user's configuration. A connection that another one carries would prove nothing: none is shared. A node gets
        // neither the agent nor the display, and no command in place of ours.
        string[] options =
        [
            "BatchMode=yes", "LogLevel=ERROR", "RemoteCommand=none", "ControlMaster=no", "ControlPath=none", "ClearAllForwardings=yes", "ServerAliveInterval=5", "ServerAliveCountMax=3",
            string.Create(CultureInfo.InvariantCulture, $"ConnectTimeout={Math.Max(1, (int)connectTimeout.TotalSeconds)}"),
        ];
        return
        [
            "-T", "-a", "-x", .. options.SelectMany(o => new[] { "-o", o }),
            .. node.Port is { } port ? ["-p", port.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
            .. node.UserName is { } user ? ["-l", user] : Array.Empty<string>(),
            .. node.KeyFilePath is { } key ? ["-o", "IdentitiesOnly=yes", "-i", KeyFile(node, key)] : Array.Empty<string>(),
            // An endpoint's host is as safe as a HostName; it is asked again, since a fault there would cost much.
            "--", SshName.ParseHostName(host), Command,
        ];
    }

    private static string Host(Node node) => node.HostName ?? node.Endpoint?.Host
        ?? throw new VwMeshException("NoHostName", ErrorKind.InvalidOperation,
            $"Node {Quoted.Show(node.Name)} has neither HostName nor Endpoint, and ssh needs one of them; Set-VwNode -HostName gives it one.", node.Name);

    private static VwMeshException NoSsh(Win32Exception? e) =>
        new("SshNotFound", ErrorKind.ObjectNotFound, "There is no ssh in the folders of PATH; install the OpenSSH client.", "ssh", e);

    private static (string? Host, int Port) Destination(Node node) => ((node.HostName ?? node.Endpoint?.Host)?.ToUpperInvariant(), node.Port ?? 0);

    private static string KeyFile(Node node, string path) =>
        path.StartsWith("~/", StringComparison.Ordinal) ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..])
        : path.StartsWith('~') ? path : Path.GetFullPath(path, Path.GetDirectoryName(Path.GetFullPath(node.Network.Path))!);
}
