using System.Globalization;
using System.Text.RegularExpressions;

namespace VwMesh.MeshTests.Lab;

/// <summary>Counts packets that come to a host as they are on the wire, before connection tracking reassembles fragments.</summary>
internal sealed partial class PacketCounter
{
    private readonly Host _host;
    private readonly string _table;

    private PacketCounter(Host host, string table)
    {
        _host = host;
        _table = table;
    }

    /// <summary>Begins to count what one of some nft matches describes.</summary>
    internal static async Task<PacketCounter> StartAsync(Host host, string name, params string[] matches)
    {
        var counter = new PacketCounter(host, "count_" + name);
        var rules = string.Join("; ", matches.Select(m => $"{m} counter name seen"));
        await host.RunAsync($$"""
            nft 'table inet {{counter._table}} { counter seen { }; chain wire { type filter hook prerouting priority -500; {{rules}}; }; }'
            """);
        return counter;
    }

    internal async Task<int> ReadAsync() =>
        int.Parse(Packets().Match(await _host.RunAsync($"nft list counter inet {_table} seen")).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"packets (\d+)")]
    private static partial Regex Packets();
}
