using System.Buffers;
using Microsoft.Win32.SafeHandles;
using VwMesh.Model;
using VwMesh.Storage.Files;

namespace VwMesh.Storage;

/// <summary>Files that are computed and can be computed again: written whole or not at all, and left alone when they are as they should be.</summary>
public static class OutputFile
{
    private const int CompareBuffer = 128 << 10;
    private const int MaxLength = 256 << 20;

    /// <summary>Writes a file that holds secrets: mode 0600 from its first byte, in folders of mode 0700 where they have to be made.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="content">All of the file, in parts that follow one another.</param>
    /// <param name="mayReplace">Whether a file with other content may be replaced.</param>
    /// <returns>What happened.</returns>
    /// <exception cref="VwMeshException">A file is there that may not be replaced (<c>FileExists</c>), or the system refuses (<c>OutputNotWritten</c>).</exception>
    public static WriteOutcome WritePrivate(string path, IReadOnlyList<ReadOnlyMemory<byte>> content, bool mayReplace = true) =>
        Write(path, content, mayReplace, isPrivate: true);

    /// <summary>Writes a file that others may read, such as a zone for a name server: with the mode that the process's umask gives.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="content">All of the file.</param>
    /// <param name="mayReplace">Whether a file with other content may be replaced.</param>
    /// <returns>What happened.</returns>
    /// <exception cref="VwMeshException">A file is there that may not be replaced (<c>FileExists</c>), or the system refuses (<c>OutputNotWritten</c>).</exception>
    public static WriteOutcome WritePublic(string path, ReadOnlyMemory<byte> content, bool mayReplace = true) =>
        Write(path, [content], mayReplace, isPrivate: false);

    /// <summary>The text of a file that is there from an earlier export.</summary>
    /// <param name="path">The full path.</param>
    /// <returns>The text, or <see langword="null"/> when there is no such file.</returns>
    /// <exception cref="VwMeshException">The system refuses (<c>OutputNotRead</c>).</exception>
    public static string? Read(string path)
    {
        if (Bytes(path) is not { } bytes)
            return null;
        using var text = new StreamReader(new MemoryStream(bytes));
        return text.ReadToEnd();
    }

    /// <summary>Compares a file with content, and writes nothing.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="content">All of the file, in parts that follow one another.</param>
    /// <param name="mayReplace">Whether a file with other content may be replaced.</param>
    /// <returns>The outcome that writing would have.</returns>
    /// <exception cref="VwMeshException">Writing would fail because a file is there that may not be replaced (<c>FileExists</c>), or the system refuses (<c>OutputNotRead</c>).</exception>
    public static WriteOutcome Preview(string path, IReadOnlyList<ReadOnlyMemory<byte>> content, bool mayReplace = true)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (Bytes(path) is not { } there)
            return WriteOutcome.Created;
        var offset = 0;
        var isSame = there.Length == content.Sum(part => (long)part.Length)
            && content.All(part => part.Span.SequenceEqual(there.AsSpan((offset += part.Length) - part.Length, part.Length)));
        return isSame ? WriteOutcome.Unchanged : mayReplace ? WriteOutcome.Updated : throw Exists(path);
    }

    private static byte[]? Bytes(string path)
    {
        try
        {
            return OrdinaryFile.Read(path, MaxLength);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or FileRefusedException { Refusal: FileRefusal.Special })
        {
            return null;
        }
        catch (Exception e) when (FileErrors.IsOfTheSystem(e))
        {
            throw new VwMeshException("OutputNotRead", e is UnauthorizedAccessException ? ErrorKind.PermissionDenied : ErrorKind.ReadError,
                $"{Quoted.Show(path, int.MaxValue)} could not be compared with what is to be written: {e.Message}", path, e);
        }
    }

    private static WriteOutcome Write(string path, IReadOnlyList<ReadOnlyMemory<byte>> content, bool mayReplace, bool isPrivate)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(content);
        try
        {
            using var folder = Folder.Make(Path.GetDirectoryName(path)!, isPrivate);
            var name = Path.GetFileName(path);
            var exists = folder.Has(name);
            if (exists)
                TemporaryFile.RemoveAbandoned(folder, name);
            if (exists && IsAsItShouldBe(folder, name, content, isPrivate))
                return WriteOutcome.Unchanged;
            if (exists && !mayReplace)
                throw Exists(path);
            // Atomic, but not flushed to the disk: it can be computed again.
            using var temporary = TemporaryFile.Create(folder, name, isPrivate);
            temporary.Write(content);
            temporary.MoveTo(name, mayReplace);
            return exists ? WriteOutcome.Updated : WriteOutcome.Created;
        }
        catch (IOException) when (!mayReplace && File.Exists(path))
        {
            throw Exists(path);
        }
        catch (Exception e) when (FileErrors.IsOfTheSystem(e))
        {
            throw new VwMeshException("OutputNotWritten", e is UnauthorizedAccessException ? ErrorKind.PermissionDenied : ErrorKind.WriteError,
                $"{Quoted.Show(path, int.MaxValue)} could not be written, and is as it was: {e.Message}", path, e);
        }
    }

    private static bool IsAsItShouldBe(Folder folder, string name, IReadOnlyList<ReadOnlyMemory<byte>> content, bool isPrivate)
    {
        using var file = folder.OpenOrdinary(name);
        if (file is null || !HasContent(file, content))
            return false;
        if (isPrivate)
            PrivateMode.Set(file);
        return true;
    }

    private static bool HasContent(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> content)
    {
        if (RandomAccess.GetLength(file) != content.Sum(part => (long)part.Length))
            return false;
        var buffer = ArrayPool<byte>.Shared.Rent(CompareBuffer);
        try
        {
            var offset = 0L;
            foreach (var part in content)
            {
                for (var rest = part.Span; !rest.IsEmpty;)
                {
                    var read = RandomAccess.Read(file, buffer.AsSpan(0, Math.Min(rest.Length, CompareBuffer)), offset);
                    if (read == 0 || !rest[..read].SequenceEqual(buffer.AsSpan(0, read)))
                        return false;
                    rest = rest[read..];
                    offset += read;
                }
            }
            return true;
        }
        finally
        {
            // What was read holds secrets, and the pool is everyone's.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static VwMeshException Exists(string path) => new("FileExists", ErrorKind.ResourceExists,
        $"{Quoted.Show(path, int.MaxValue)} exists with other content; leave out -NoClobber to replace it.", path);
}
