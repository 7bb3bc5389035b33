using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace VwMesh.Storage.Files;

/// <summary>The new content of a file, beside it until it takes its place. While its writer lives nobody else removes or writes it.</summary>
/// <remarks>
/// There is one name for it, so that what a killed writer left is met by the next without a look through the folder. A writer holds a
/// shared lock (flock(2); on Windows the file is open) until the file has its final name, where it keeps no reader out; whoever gets the
/// exclusive lock knows that the writer is dead.
/// </remarks>
internal sealed class TemporaryFile : IDisposable
{
    private const int FileExists = 17;
    private const int FileExistsOnWindows = unchecked((int)0x80070050);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly FileStream _file;
    private readonly string _path;
    private bool _isPlaced;

    private TemporaryFile(FileStream file, string path)
    {
        _file = file;
        _path = path;
    }

    /// <summary>Makes the file, in the place of what a killed writer left; waits for a living one.</summary>
    /// <param name="target">The file whose place it shall take.</param>
    /// <param name="isPrivate">Whether it is for its owner alone, from its first byte.</param>
    /// <exception cref="IOException">Another writes it for too long, or the system refuses.</exception>
    internal static TemporaryFile Create(string target, bool isPrivate)
    {
        var path = SiblingFiles.TemporaryOf(target);
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (TryCreate(path, isPrivate) is { } file)
                return new TemporaryFile(file, path);
            if (!RemoveAbandoned(target))
            {
                if (clock.Elapsed >= LongestWait)
                    throw new IOException(string.Create(CultureInfo.InvariantCulture, $"Another command has been writing it for {LongestWait.TotalSeconds:0} s."));
                Thread.Sleep(RandomNumberGenerator.GetInt32(1, 6));
            }
        }
    }

    /// <summary>Removes what a killed writer left.</summary>
    /// <param name="target">The file it was to become.</param>
    /// <returns>Whether there is no such file now: <see langword="false"/> while its writer lives.</returns>
    internal static bool RemoveAbandoned(string target)
    {
        var path = SiblingFiles.TemporaryOf(target);
        if (!Path.Exists(path))
            return true;
        // No writer makes links or pipes, and they must not be opened.
        if (new FileInfo(path).LinkTarget is not null || UnixFile.IsSpecial(path))
        {
            File.Delete(path);
            return true;
        }
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None);
            if (SiblingFiles.IsCurrent(file, path))
                File.Delete(path);
            return true;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (IOException e) when (SiblingFiles.IsHeld(e))
        {
            return false;
        }
    }

    /// <summary>Writes the content.</summary>
    internal void Write(IReadOnlyList<ReadOnlyMemory<byte>> content) => RandomAccess.Write(_file.SafeFileHandle, content, fileOffset: 0);

    /// <summary>Gives the file its final name.</summary>
    internal void MoveTo(string target, bool mayReplace)
    {
        File.Move(_path, target, mayReplace);
        _isPlaced = true;
    }

    /// <summary>Removes the file, unless it has its final name.</summary>
    public void Dispose()
    {
        using (_file)
        {
            if (!_isPlaced)
                File.Delete(_path);
        }
    }

    private static FileStream? TryCreate(string path, bool isPrivate)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Read | FileShare.Delete,
            BufferSize = 0,
        };
        FileStream file;
        try
        {
            file = new FileStream(path, isPrivate ? SiblingFiles.Private(options) : options);
        }
        catch (IOException e) when (SiblingFiles.IsHeld(e) || e.HResult is FileExists or FileExistsOnWindows)
        {
            return null;
        }
        if (SiblingFiles.IsCurrent(file, path))
            return file;
        file.Dispose();
        return null;
    }
}
