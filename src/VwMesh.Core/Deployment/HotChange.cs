using System.Text;

namespace VwMesh.Deployment;

/// <summary>What is done to a running interface, and what undoes it. All of it is made of values that were parsed, not of a node's words.</summary>
internal sealed class HotChange
{
    private readonly StringBuilder _peers = new();
    private readonly List<string> _wireGuard = [];
    private readonly List<(string Do, string Undo)> _ip = [];
    private readonly List<(string Do, string Undo)> _guard = [];

    /// <summary>Whether WireGuard's own state changes; it is saved before and set again as a whole when the change is undone.</summary>
    internal bool ChangesWireGuard => _wireGuard.Count > 0 || _peers.Length > 0 || ChangesKey;

    /// <summary>The peers that are added or set anew, as <c>wg addconf</c> takes them.</summary>
    internal string Peers => _peers.ToString();

    /// <summary>The lines that do it, each a command of the shell.</summary>
    internal IEnumerable<string> WireGuardCommands => _wireGuard;

    /// <summary>Lines for <c>ip -batch</c>.</summary>
    internal string Ip => Lines(_ip.Select(c => c.Do));

    /// <summary>Lines for <c>ip -force -batch</c> that undo.</summary>
    internal string IpUndo => Lines(_ip.Select(c => c.Undo).Reverse());

    /// <summary>Whether the Ethernet changes: the node's new program does it, and the one before undoes it.</summary>
    internal bool ChangesEthernet { get; set; }

    /// <summary>Whether the interface gets another private key, which the new file has. Each peer has to shake hands again.</summary>
    internal bool ChangesKey { get; set; }

    /// <summary>Lines for bash that change the guard.</summary>
    internal string Guard => Lines(_guard.Select(c => c.Do));

    /// <summary>Lines for bash that put the guard back.</summary>
    internal string GuardUndo => Lines(_guard.Select(c => c.Undo).Reverse());

    /// <summary>Adds a peer's section.</summary>
    internal void AddPeer(string section) => _peers.Append(section);

    /// <summary>Adds arguments of <c>wg set NAME</c>.</summary>
    internal void SetWireGuard(string arguments) => _wireGuard.Add($"wg set \"$n\" {arguments}");

    /// <summary>Adds a line for <c>ip -batch</c>, and what undoes it after what comes later is undone; either may be empty.</summary>
    internal void AddIp(string command, string undo) => _ip.Add((command, undo));

    internal void AddGuard(string command, string undo) => _guard.Add((command, undo));

    private static string Lines(IEnumerable<string> lines) => string.Concat(lines.Where(l => l.Length > 0).Select(l => l + "\n"));
}
