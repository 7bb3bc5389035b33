using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace VwMesh.Storage.Files;

/// <summary>The new content of a file, beside it until it takes its place. While its writer lives nobody else removes or writes it.</summary>
/// <remarks>
/// There is one name for it, so that what a killed writer left is met by the next without a look through the folder. A writer holds a
/// shared lock (flock(2); on Windows the file is open) until the file has its final name, where it keeps no reader out; whoever gets the
/// exclusive lock knows that the writer is dead.
/// </remarks>
internal sealed class TemporaryFile : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly Folder _folder;
    private readonly string _name;
    private readonly SafeFileHandle _file;
    private bool _isPlaced;

    private TemporaryFile(Folder folder, string name, SafeFileHandle file)
    {
        _folder = folder;
        _name = name;
        _file = file;
    }

    /// <summary>Makes the file, in the place of what a killed writer left; waits for a living one.</summary>
    /// <param name="folder">The folder of both.</param>
    /// <param name="target">The name of the file whose place it shall take.</param>
    /// <param name="isPrivate">Whether it is for its owner alone, from its first byte.</param>
    /// <exception cref="IOException">Another writes it for too long, or the system refuses.</exception>
    internal static TemporaryFile Create(Folder folder, string target, bool isPrivate)
    {
        var name = SiblingFiles.TemporaryOf(target);
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (folder.TryCreate(name, isPrivate) is { } file)
                return new TemporaryFile(folder, name, file);
            if (!RemoveAbandoned(folder, target))
                Thread.Sleep(RandomNumberGenerator.GetInt32(1, 6));
            if (clock.Elapsed >= LongestWait)
                throw new IOException(string.Create(CultureInfo.InvariantCulture, $"Another command has been writing it for {LongestWait.TotalSeconds:0} s."));
        }
    }

    /// <summary>Removes what a killed writer left.</summary>
    /// <param name="folder">The folder of both.</param>
    /// <param name="target">The name of the file it was to become.</param>
    /// <returns>Whether there is no such file now: <see langword="false"/> while its writer lives.</returns>
    internal static bool RemoveAbandoned(Folder folder, string target)
    {
        var name = SiblingFiles.TemporaryOf(target);
        if (!folder.TryHold(name, mayCreate: false, out var file))
            return false;
        using (file)
        {
            if (file is not null)
                folder.Remove(name);
        }
        return true;
    }

    /// <summary>Writes the content.</summary>
    internal void Write(IReadOnlyList<ReadOnlyMemory<byte>> content) => RandomAccess.Write(_file, content, fileOffset: 0);

    /// <summary>Makes sure that the content survives a power cut.</summary>
    internal void Flush() => RandomAccess.FlushToDisk(_file);

    /// <summary>Gives the file the owner of another.</summary>
    /// <exception cref="UnauthorizedAccessException">This user may not.</exception>
    internal void CopyOwner(SafeFileHandle from) => Folder.CopyOwner(from, _file);

    /// <summary>Gives the file its final name.</summary>
    internal void MoveTo(string target, bool mayReplace)
    {
        _folder.Rename(_name, target, mayReplace);
        _isPlaced = true;
    }

    /// <summary>Removes the file, unless it has its final name.</summary>
    public void Dispose()
    {
        using (_file)
        {
            if (!_isPlaced)
                _folder.Remove(_name);
        }
    }
}
