using System.Globalization;

namespace VwMesh.Rendering.NodeProgram;

/// <summary>vwmesh-NAME.service: runs the program as long as the WireGuard interface exists, whoever made it.</summary>
internal static class UnitFile
{
    internal static string Of(string network, string node) => $"""
        {HeadComment.FirstLine(network, node)}
        # It runs the virtual Ethernet while the WireGuard interface exists, whoever started that.
        [Unit]
        Description=Virtual Ethernet of the network {network}
        BindsTo=sys-subsystem-net-devices-{Escaped(network)}.device
        After=sys-subsystem-net-devices-{Escaped(network)}.device
        StartLimitIntervalSec=0

        [Service]
        ExecStart=/bin/sh /etc/wireguard/{network}.vwmesh keep
        ExecReload=/bin/kill -URG $MAINPID
        Restart=on-failure
        RestartSec=2

        [Install]
        WantedBy=sys-subsystem-net-devices-{Escaped(network)}.device

        """;

    // As systemd-escape(1) does it.
    private static string Escaped(string name) => string.Concat(name.Select(c =>
        char.IsAsciiLetterOrDigit(c) || c == '_' ? c.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}")));
}
