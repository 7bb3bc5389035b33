using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace VwMesh.Storage.Files;

/// <summary>A folder by its path, where the system has no other way that the runtime could take: Windows and macOS.</summary>
internal sealed class PathFolder : Folder
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // EWOULDBLOCK and EEXIST of macOS; ERROR_SHARING_VIOLATION and ERROR_FILE_EXISTS.
    private const int WouldBlock = 35;
    private const int Exists = 17;
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int FileExists = unchecked((int)0x80070050);

    // An even number of seconds after this is a time that every file system keeps exactly, FAT included.
    private static readonly DateTime Epoch = new(1990, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly string _path;

    private PathFolder(string path) => _path = path;

    internal static new PathFolder Open(string path) =>
        Directory.Exists(path) ? new PathFolder(path) : throw new DirectoryNotFoundException($"Missing folder: {path}.");

    internal static new PathFolder Make(string path, bool isPrivate)
    {
        if (!isPrivate || OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else if (!Directory.Exists(path))
        {
            // One by one: the runtime gives the mode to the last folder of a path alone.
            if (Path.GetDirectoryName(path) is { } parent)
                Make(parent, isPrivate).Dispose();
            Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        }
        return new PathFolder(path);
    }

    internal override SafeFileHandle? TryCreate(string name, bool isPrivate)
    {
        try
        {
            var file = OpenHandle(name, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, isPrivate);
            if (IsCurrent(file, name))
                return file;
            file.Dispose();
            return null;
        }
        catch (IOException e) when (IsHeld(e) || e.HResult is Exists or FileExists)
        {
            return null;
        }
    }

    internal override bool TryHold(string name, bool mayCreate, out SafeFileHandle? file)
    {
        file = null;
        if (new FileInfo(PathOf(name)).LinkTarget is not null)
            Remove(name);
        try
        {
            file = OpenHandle(name, mayCreate ? FileMode.OpenOrCreate : FileMode.Open, FileAccess.ReadWrite,
                OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None, isPrivate: true);
            if (IsCurrent(file, name))
                return true;
            file.Dispose();
            file = null;
            return true;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (Exception e) when (IsHeld(e))
        {
            return false;
        }
    }

    internal override SafeFileHandle? OpenOrdinary(string name)
    {
        if (new FileInfo(PathOf(name)) is not { Exists: true, LinkTarget: null })
            return null;
        // A writer that takes a file for another's leftover, which it was a moment ago, has it to itself until it sees that it is finished.
        for (var tries = 0; ; tries++)
        {
            try
            {
                return OrdinaryFile.Open(PathOf(name));
            }
            catch (FileRefusedException)
            {
                return null;
            }
            catch (IOException e) when (IsHeld(e) && tries < 100)
            {
                Thread.Sleep(1);
            }
        }
    }

    internal override bool Has(string name) => Path.Exists(PathOf(name)) || new FileInfo(PathOf(name)).LinkTarget is not null;

    internal override void Rename(string name, string to, bool mayReplace) => File.Move(PathOf(name), PathOf(to), mayReplace);

    internal override void Remove(string name) => File.Delete(PathOf(name));

    internal override void Flush()
    {
        // Neither system has it for folders.
    }

    public override void Dispose()
    {
    }

    private string PathOf(string name) => Path.Combine(_path, name);

    private SafeFileHandle OpenHandle(string name, FileMode mode, FileAccess access, FileShare share, bool isPrivate)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, BufferSize = 0 };
        if (isPrivate && !OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        return new FileStream(PathOf(name), options).SafeFileHandle;
    }

    private static bool IsHeld(Exception e) =>
        e is IOException { HResult: WouldBlock or SharingViolation }
        // On Windows also a file that is just being removed.
        || (e is UnauthorizedAccessException && OperatingSystem.IsWindows());

    // Between the opening of a file and its locking another may have removed or renamed it, which Windows does not allow. A modification
    // time, drawn at random, shows whether the file of that name is the same.
    private bool IsCurrent(SafeFileHandle file, string name)
    {
        if (OperatingSystem.IsWindows())
            return true;
        var before = File.GetLastWriteTimeUtc(file);
        var token = Epoch.AddSeconds(2.0 * RandomNumberGenerator.GetInt32(700_000_000));
        File.SetLastWriteTimeUtc(file, token);
        if (File.GetLastWriteTimeUtc(PathOf(name)) == token)
            return true;
        File.SetLastWriteTimeUtc(file, before);
        return false;
    }
}
