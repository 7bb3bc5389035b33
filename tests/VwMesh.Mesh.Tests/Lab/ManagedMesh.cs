namespace VwMesh.MeshTests.Lab;

/// <summary>The network wg-dep, its hosts with ssh servers, and an operator who manages them.</summary>
internal static class ManagedMesh
{
    /// <summary>Shows results of Deploy-VwNode, a line each.</summary>
    internal const string Show = "ForEach-Object { \"$($_.Node) $($_.Outcome) $($_.Error.Message)\".Trim() }";

    /// <summary>Shows differences, a line each.</summary>
    internal const string Plan = "ForEach-Object { \"$($_.Impact) $($_.Item) $($_.Subject)\".Trim() }";

    /// <summary>Gives node a hook that shuts its operator out.</summary>
    internal const string ShutSsh = """
        Set-VwNode wg-dep a -PostUp 'nft "table inet shut { chain input { type filter hook input priority 0; tcp dport 22 drop; }; }"' -PostDown 'nft delete table inet shut'
        """;

    internal static string Sorted(string lines) => string.Join('\n', lines.Split('\n').Order(StringComparer.Ordinal));

    internal static Task<(Operator Admin, MeshNode[] Nodes)> StartAsync(MeshLab lab, params string[] names) => StartAsync(lab, withSystemd: false, names);

    internal static async Task<(Operator Admin, MeshNode[] Nodes)> StartAsync(MeshLab lab, bool withSystemd, params string[] names)
    {
        var (desk, _) = await lab.AddHostAsync("desk");
        var admin = await Operator.StartAsync(lab, desk);
        var script = "$net = 'wg-dep'\nNew-VwNetwork $net\n";
        var nodes = new List<MeshNode>();
        foreach (var name in names)
        {
            var (host, line) = await lab.AddHostAsync(name, withSystemd: withSystemd);
            await admin.ServeAsync(host, line.IPv4, line.IPv6);
            script += $"Add-VwNode $net {name} -ListenPort 1234 -Endpoint {line.IPv4} -UserName root\n";
            nodes.Add(new MeshNode(host, "wg-dep"));
        }
        ModuleSession.Run(lab.Folder, script);
        return (admin, [.. nodes]);
    }

    internal static Task<string> StateAsync(MeshNode node) => node.Host.RunAsync("""
        cat /etc/wireguard/wg-dep.conf /etc/wireguard/wg-dep.vwmesh
        wg showconf wg-dep | grep -v Endpoint | sort
        ip -d link show vwg-dep | grep -o 'vxlan id [0-9]* local [0-9.]*'
        ip -o address show dev vwg-dep scope global | tr -s ' ' | cut -d ' ' -f 4
        bridge fdb show dev vwg-dep | sort
        nft list table inet vwmesh-wg-dep
        ip -4 route show dev wg-dep
        # A keeper's subshells have its command line, and its session.
        pgrep -f '[w]g-dep.vwmesh keep' | xargs -r ps -o sid= -p | sort -u | wc -l
        """);

    /// <summary>Waits until nothing is pending on a node, and no rollback at work.</summary>
    internal static Task<string> SettledAsync(MeshNode node) => node.Host.RunAsync("""
        busy() { find /run/vwmesh/wg-dep -name 'pending-*' -o -name 'rolling-*' -o -name 'confirmed-*' | grep -q .; }
        for i in $(seq 300); do
            # From one file's name to the next there is a moment without either.
            busy || { sleep 0.3; busy || exit 0; }
            sleep 0.1
        done
        exit 1
        """, 60);

    internal static async Task AddDeskToMeshAsync(MeshLab lab, Operator admin, MeshNode node)
    {
        var line = await EndpointOfDeskAsync(admin);
        ModuleSession.Run(lab.Folder, $"Add-VwNode wg-dep desk -ListenPort 1234 -Endpoint {line}; $null = Export-VwNodeConfig wg-dep desk -Format WgQuick -DestinationPath out");
        await admin.RunAsync(lab, "$null = Deploy-VwNode wg-dep a");
        var desk = new MeshNode(admin.Host, "wg-dep");
        await desk.InstallAsync(Path.Combine(lab.Folder, "out", "desk", "wg-dep.conf"));
        await desk.UpAsync();
        var address = await node.MeshIPv4Async();
        await admin.KnowAsync(node.Host, address);
        ModuleSession.Run(lab.Folder, $"Set-VwNode wg-dep a -HostName {address}");
        Assert.True(await desk.ReachesAsync(address));
    }

    /// <summary>The operator's own address on the underlay.</summary>
    internal static async Task<string> EndpointOfDeskAsync(Operator admin) =>
        (await admin.Host.RunAsync("ip -4 -o address show dev eth0")).Split(' ', StringSplitOptions.RemoveEmptyEntries)[3].Split('/')[0];
}
