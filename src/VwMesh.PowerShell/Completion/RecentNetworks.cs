using System.Collections.Concurrent;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Completion;

/// <summary>Networks as they were read at an earlier Tab, so that the next one in a large network need not wait. A file that has changed is read again.</summary>
internal static class RecentNetworks
{
    private static readonly ConcurrentDictionary<string, Reading> Readings = new();

    /// <summary>The network in a file, or <see langword="null"/> where it cannot be read.</summary>
    internal static Network? Read(string path)
    {
        try
        {
            // Asked before reading: a change in between makes the next Tab read again.
            var file = new FileInfo(path);
            var (written, length) = (file.LastWriteTimeUtc, file.Length);
            if (Readings.TryGetValue(path, out var known) && known.Written == written && known.Length == length)
                return known.Network;
            var network = NetworkFile.Read(path);
            Readings[path] = new Reading(written, length, network);
            return network;
        }
        catch (Exception e) when (e is VwMeshException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed record Reading(DateTime Written, long Length, Network Network);
}
