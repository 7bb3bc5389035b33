using System.Management.Automation.Runspaces;
using VwMesh.Deployment;
using VwMesh.Model;

namespace VwMesh.Remoting;

/// <summary>Finds the session that leads to a node: the one that has the node's name, or else the one to the host it is reached at.</summary>
internal sealed class NodeSessions(PSSession[] sessions)
{
    /// <summary>Opens a connection of its own to where the node's session leads.</summary>
    /// <exception cref="VwMeshException">No session leads there (<c>NoSession</c>).</exception>
    internal RemoteShell Open(Node node)
    {
        var host = node.HostName ?? node.Endpoint?.Host;
        var session = Array.Find(sessions, s => Is(s.Name, node.Name)) ?? Array.Find(sessions, s => Is(s.ComputerName, host) || Is(s.ComputerName, node.Name))
            ?? throw new VwMeshException("NoSession", ErrorKind.ObjectNotFound,
                $"No session leads to node {Quoted.Show(node.Name)}: none has its name{(host is null ? "" : $" or the computer name {Quoted.Show(host)}")}; "
                + "New-PSSession -Name gives a session a name.", node.Name);
        var shell = new SessionShell(node.Name, session.Runspace.ConnectionInfo);
        return new RemoteShell(shell.AskAsync, shell.CloseAsync);
    }

    private static bool Is(string name, string? other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);
}
