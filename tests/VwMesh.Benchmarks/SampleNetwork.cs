using System.Globalization;
using System.Net;
using VwMesh.Addressing;
using VwMesh.Model;

namespace VwMesh.Benchmarks;

/// <summary>A network as a file of some size has it: every second node can be dialled.</summary>
internal static class SampleNetwork
{
    internal const string Name = "bench";

    /// <summary>Room for every size.</summary>
    internal const string Pool = "10.64.0.0/16";

    internal static Network Make(int nodes, string path)
    {
        var draft = new NetworkDraft(NetworkDefaults.New(path, []) with { AddressPoolIPv4 = IPNetwork.Parse(Pool) });
        var allotter = new Allotter(draft);
        for (var i = 1; i <= nodes; i++)
            allotter.Add(NodeName(i), new NodeChange { Endpoint = i % 2 == 0 ? NodeName(i) + ".example.net" : null });
        return draft.ToNetwork();
    }

    internal static string NodeName(int number) => string.Create(CultureInfo.InvariantCulture, $"node{number}");
}
