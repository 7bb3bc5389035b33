using System.Text;
using VwMesh.Setup;

namespace VwMesh.Rendering.WgQuick;

/// <summary>A peer as wg(8) reads it.</summary>
internal static class PeerText
{
    /// <summary>The line by which people and the import know a peer.</summary>
    internal static string Comment(PeerSetup peer) => peer.IsPreviousKey ? $"# {PreviousKeyOf}{peer.Name}\n" : $"# Peer {peer.Name}{(peer.Address is null ? "" : $", {peer.Address}")}\n";

    /// <summary>The line by which exporters of WireGuard's metrics name a peer. They look for it within the section.</summary>
    internal static string FriendlyName(PeerSetup peer) => $"# friendly_name = {peer.Name}{(peer.IsPreviousKey ? " (previous key)" : "")}\n";

    private const string PreviousKeyOf = "Previous key of ";

    /// <summary>The node of which a section has the previous key, by the section's comments; <see langword="null"/> for another section.</summary>
    internal static string? NodeOfPreviousKey(IEnumerable<string> comments) =>
        comments.FirstOrDefault(c => c.StartsWith(PreviousKeyOf, StringComparison.Ordinal))?[PreviousKeyOf.Length..];

    internal static ReadOnlyMemory<byte> Section(PeerSetup peer)
    {
        var allowed = peer.AllowedIPs.Count == 0 ? "" : $"AllowedIPs = {string.Join(", ", peer.AllowedIPs.Select(p => SafeWord.Of(p)))}\n";
        var endpoint = peer.Endpoint is null ? "" : $"Endpoint = {SafeWord.Of(peer.Endpoint)}\n";
        return Encoding.UTF8.GetBytes($"\n{Comment(peer)}[Peer]\n{FriendlyName(peer)}PublicKey = {peer.PublicKey}\n{allowed}{endpoint}");
    }

    internal static IEnumerable<ReadOnlyMemory<byte>> Entries(MemberSetup member) => member.Entries.Select(entry =>
        (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($"{SafeWord.Of(entry.Mac)},{SafeWord.Of(entry.Tunnel)}"));
}
