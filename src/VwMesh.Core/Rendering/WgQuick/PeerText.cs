using System.Text;
using VwMesh.Setup;

namespace VwMesh.Rendering.WgQuick;

/// <summary>A peer as wg(8) reads it.</summary>
internal static class PeerText
{
    /// <summary>The line by which people and the import know a peer.</summary>
    internal static string Comment(PeerSetup peer) => $"# Peer {peer.Name}{(peer.Address is null ? "" : $", {peer.Address}")}\n";

    internal static ReadOnlyMemory<byte> Section(PeerSetup peer)
    {
        var allowed = peer.AllowedIPs.Count == 0 ? "" : $"AllowedIPs = {string.Join(", ", peer.AllowedIPs.Select(p => SafeWord.Of(p)))}\n";
        var endpoint = peer.Endpoint is null ? "" : $"Endpoint = {SafeWord.Of(peer.Endpoint)}\n";
        return Encoding.UTF8.GetBytes($"\n{Comment(peer)}[Peer]\nPublicKey = {peer.PublicKey}\n{allowed}{endpoint}");
    }

    internal static IEnumerable<ReadOnlyMemory<byte>> Entries(MemberSetup member) => member.Entries.Select(entry =>
        (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($"{SafeWord.Of(entry.Mac)},{SafeWord.Of(entry.Tunnel)}"));
}
