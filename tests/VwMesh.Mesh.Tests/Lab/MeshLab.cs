using System.Globalization;

namespace VwMesh.MeshTests.Lab;

/// <summary>
/// Hosts around a router that plays the internet: veth pairs with an MTU of 1500, IPv4 and IPv6. All of it lives in namespaces without
/// names, so that labs do not meet and disposing of the hosts leaves nothing.
/// </summary>
internal sealed class MeshLab : IAsyncDisposable
{
    // xunit begins with all classes at once, and a test waits for its lab. A test that waits most of its time takes no other test's place.
    private static readonly SemaphoreSlim Busy = new(3);
    private static readonly SemaphoreSlim Patient = new(3);

    private readonly List<Host> _hosts = [];
    private readonly SemaphoreSlim _place;
    private int _lines;

    private MeshLab(string folder, SemaphoreSlim place) => (Folder, _place) = (folder, place);

    /// <summary>A folder for the lab's files, which all hosts see.</summary>
    internal string Folder { get; }

    internal Host Internet { get; private set; } = null!;

    /// <summary>Starts a lab when there is a place for it.</summary>
    /// <param name="isPatient">Whether the test waits most of its time: for keepers, handshakes, pings.</param>
    internal static async Task<MeshLab> StartAsync(bool isPatient = false)
    {
        Assert.SkipWhen(Prerequisites.Missing is not null, $"no lab: {Prerequisites.Missing}");
        var place = isPatient ? Patient : Busy;
        await place.WaitAsync(TestContext.Current.CancellationToken);
        var lab = new MeshLab(Directory.CreateTempSubdirectory("vwmesh-lab-").FullName, place);
        try
        {
            lab.Internet = await lab.AddRouterAsync("internet");
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>A host with a line to the internet.</summary>
    internal async Task<(Host Host, Underlay Underlay)> AddHostAsync(string name, Families families = Families.Both, bool withSystemd = false)
    {
        var host = await AddAsync(name, withSystemd);
        return (host, await ConnectAsync(Internet, host, families));
    }

    /// <summary>A host behind a router that translates addresses and lets nothing in that was not asked for within 2 s.</summary>
    internal async Task<Host> AddHostBehindNatAsync(string name)
    {
        var router = await AddRouterAsync(name + "-nat");
        await ConnectAsync(Internet, router, Families.IPv4);
        await router.RunAsync("""
            nft 'table ip nat {
                chain out { type nat hook postrouting priority srcnat; oifname "eth0" masquerade; }
                chain in { type filter hook forward priority filter; iifname "eth0" ct state != { established, related } drop; }
            }'
            sysctl -q -w net/netfilter/nf_conntrack_udp_timeout=2 net/netfilter/nf_conntrack_udp_timeout_stream=2
            """);
        var host = await AddAsync(name);
        await ConnectAsync(router, host, Families.IPv4);
        return host;
    }

    /// <summary>A second line from a host to another, beside the internet.</summary>
    internal async Task<Underlay> ConnectAsync(Host router, Host host, Families families)
    {
        var line = Interlocked.Increment(ref _lines);
        var far = string.Create(CultureInfo.InvariantCulture, $"line{line}");
        await ExternalCommand.RunAsync("ip", "link", "add", far, "mtu", "1500", "netns", router.ProcessId,
            "type", "veth", "peer", "name", "eth0", "netns", host.ProcessId);
        await router.RunAsync($"ip link set {far} up");
        await host.RunAsync("ip link set eth0 up");
        return new Underlay(
            families.HasFlag(Families.IPv4) ? await AddressAsync(router, host, far, $"198.18.{line}.", 24, "default") : null,
            families.HasFlag(Families.IPv6) ? await AddressAsync(router, host, far, $"2001:db8:ff{line:x2}::", 64, "default") : null);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var host in _hosts.AsEnumerable().Reverse())
                await host.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }
        finally
        {
            _place.Release();
        }
    }

    private static async Task<string> AddressAsync(Host router, Host host, string far, string prefix, int length, string destination)
    {
        await router.RunAsync($"ip address add {prefix}1/{length} dev {far} {NoDad(prefix)}");
        await host.RunAsync($"ip address add {prefix}2/{length} dev eth0 {NoDad(prefix)}; ip route add {destination} via {prefix}1");
        return prefix + "2";
    }

    private static string NoDad(string prefix) => prefix.Contains(':', StringComparison.Ordinal) ? "nodad" : "";

    private async Task<Host> AddRouterAsync(string name)
    {
        var router = await AddAsync(name);
        await router.RunAsync("sysctl -q -w net/ipv4/ip_forward=1 net/ipv6/conf/all/forwarding=1");
        return router;
    }

    private async Task<Host> AddAsync(string name, bool withSystemd = false)
    {
        var host = await Host.StartAsync(name, Folder, withSystemd);
        _hosts.Add(host);
        return host;
    }
}
