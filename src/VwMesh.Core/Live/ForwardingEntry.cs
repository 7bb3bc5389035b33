using System.Net;
using System.Net.NetworkInformation;
using VwMesh.Model;

namespace VwMesh.Live;

/// <summary>A permanent entry of a VXLAN interface's forwarding database that leads into the tunnel (bridge(8)).</summary>
/// <param name="Mac">Whose frames: lower-case pairs between colons; all zero for everyone's.</param>
/// <param name="Destination">The link-layer address they are sent to.</param>
internal sealed record ForwardingEntry(string Mac, string Destination)
{
    /// <summary>Reads the entries that lead into a tunnel.</summary>
    /// <exception cref="VwMeshException">The answer is none of bridge's (<c>NodeAnswerInvalid</c>).</exception>
    internal static IReadOnlySet<ForwardingEntry> Read(NodeAnswer answer, string text, string tunnel)
    {
        var entries = new HashSet<ForwardingEntry>();
        foreach (var row in JsonTable.Rows(answer, "bridge", text))
        {
            if (row.Text("state") != "permanent" || row.Text("dst") is not { } destination || (row.Text("viaIf") ?? row.Text("via")) != tunnel)
                continue;
            if (!PhysicalAddress.TryParse(row.Text("mac"), out var mac) || mac.GetAddressBytes().Length != 6 || !IPAddress.TryParse(destination, out var address))
                throw answer.Invalid("bridge tells an entry without hardware address or destination");
            entries.Add(new ForwardingEntry(string.Join(':', mac.GetAddressBytes().Select(b => b.ToString("x2", null))), address.ToString()));
        }
        return entries;
    }
}
