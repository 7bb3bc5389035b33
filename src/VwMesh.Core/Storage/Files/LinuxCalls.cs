using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace VwMesh.Storage.Files;

/// <summary>Linux's calls that take a folder as a descriptor, not as a path, which the runtime does not have.</summary>
/// <remarks>All descriptors are closed in programs that are started (O_CLOEXEC). A call that fails throws what the runtime would.</remarks>
internal static partial class LinuxCalls
{
    internal const int ReadOnly = 0;
    internal const int WriteOnly = 1;
    internal const int ReadWrite = 2;
    internal const int Create = 0x40;
    internal const int Exclusive = 0x80;
    internal const int NonBlocking = 0x800;
    internal const int PathOnly = 0x200000;

    internal const int NoEntry = 2;
    internal const int NoSuchDevice = 6;
    internal const int Exists = 17;
    internal const int TooManyLinks = 40;
    private const int NotPermitted = 1;
    private const int WouldBlock = 11;
    private const int AccessDenied = 13;
    private const int NoFolder = 20;
    private const int NotSupported = 95;

    private const int CloseOnExec = 0x80000;
    private const int CurrentFolder = -100;
    private const int SymbolicLinkItself = 0x100;
    private const int DescriptorItself = 0x1000;
    private const uint BasicStatistics = 0x7ff;
    private const int LockShared = 1;
    private const int LockExclusive = 2;
    private const int LockNoWait = 4;
    private const int LongestPath = 4096;
    private const string Library = "libc";

    // Two flags of open(2) that are not the same on every architecture.
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Ppc64le;

    /// <summary>open(2): not through a link.</summary>
    internal static int NoFollow { get; } = IsArm ? 0x8000 : 0x20000;

    /// <summary>open(2): folders only.</summary>
    internal static int FolderOnly { get; } = IsArm ? 0x4000 : 0x10000;

    /// <summary>Opens a path as the kernel resolves it.</summary>
    /// <returns>The file, or <see langword="null"/> with the reason.</returns>
    internal static SafeFileHandle? Open(string path, int flags, out int error) => Taken(openat(CurrentFolder, Checked(path), flags | CloseOnExec, 0), out error);

    /// <summary>Opens a name in a folder.</summary>
    /// <returns>The file, or <see langword="null"/> with the reason.</returns>
    internal static SafeFileHandle? Open(SafeFileHandle folder, string name, int flags, UnixFileMode mode, out int error) =>
        Taken(openat(folder, Checked(name), flags | CloseOnExec, (uint)mode), out error);

    /// <summary>The status of an open file.</summary>
    internal static FileStatus StatusOf(SafeFileHandle file) =>
        Status(s => statx(file, "", DescriptorItself, BasicStatistics, s), out var error) ?? throw Failure(error, "");

    /// <summary>The status of a name in a folder, of a link itself and not of its target; <see langword="null"/> when the name is missing.</summary>
    internal static FileStatus? StatusOf(SafeFileHandle folder, string name) =>
        Status(s => statx(folder, Checked(name), SymbolicLinkItself, BasicStatistics, s), out var error) ?? (error == NoEntry ? null : throw Failure(error, name));

    /// <summary>Where a link points to that was opened itself.</summary>
    internal static string TargetOf(SafeFileHandle link)
    {
        var target = new byte[LongestPath];
        var length = readlinkat(link, "", target, target.Length);
        return length >= 0 ? Encoding.UTF8.GetString(target, 0, (int)length) : throw Failure(Marshal.GetLastPInvokeError(), "");
    }

    /// <summary>Makes a folder in a folder, unless the name is taken.</summary>
    internal static void MakeFolder(SafeFileHandle folder, string name, UnixFileMode mode) => Require(mkdirat(folder, Checked(name), (uint)mode), name, Exists);

    /// <summary>Renames a file, and replaces the file of that name.</summary>
    internal static void Rename(SafeFileHandle folder, string from, string to) => Require(renameat(folder, Checked(from), folder, Checked(to)), to);

    /// <summary>Renames a file, and replaces nothing.</summary>
    /// <exception cref="IOException">One has it.</exception>
    internal static void RenameToNew(SafeFileHandle folder, string from, string to)
    {
        if (linkat(folder, Checked(from), folder, Checked(to), 0) == 0)
            Remove(folder, from);
        else if (Marshal.GetLastPInvokeError() is var error and not (NotPermitted or NotSupported))
            throw Failure(error, to);
        // A file system without hard links, such as FAT.
        else if (StatusOf(folder, to) is null)
            Rename(folder, from, to);
        else
            throw Failure(Exists, to);
    }

    /// <summary>Removes a file, if it is there.</summary>
    internal static void Remove(SafeFileHandle folder, string name) => Require(unlinkat(folder, Checked(name), 0), name, NoEntry);

    /// <summary>Takes the lock of an open file, alone or shared.</summary>
    /// <returns>Whether nobody else has it.</returns>
    internal static bool TryLock(SafeFileHandle file, bool isShared) =>
        flock(file, (isShared ? LockShared : LockExclusive) | LockNoWait) == 0
        || (Marshal.GetLastPInvokeError() is var error && error == WouldBlock ? false : throw Failure(error, ""));

    /// <summary>Gives an open file an owner and a group.</summary>
    /// <returns>Whether the system allowed it.</returns>
    internal static bool TryChangeOwner(SafeFileHandle file, uint user, uint group) => fchown(file, user, group) == 0;

    /// <summary>Makes sure that what was done survives a power cut (fsync(2)).</summary>
    internal static void Flush(SafeFileHandle file) => Require(fsync(file), "");

    /// <summary>An error of the system as the runtime throws it.</summary>
    internal static Exception Failure(int error, string name)
    {
        var message = $"{Marshal.GetPInvokeErrorMessage(error)}{(name.Length == 0 ? "" : $": {name}")}";
        return error switch
        {
            NotPermitted or AccessDenied => new UnauthorizedAccessException(message),
            NoEntry => new FileNotFoundException(message),
            NoFolder => new DirectoryNotFoundException(message),
            _ => new IOException(message, error),
        };
    }

    private static void Require(int result, string name, int allowed = 0)
    {
        if (result != 0 && Marshal.GetLastPInvokeError() is var error && error != allowed)
            throw Failure(error, name);
    }

    private static SafeFileHandle? Taken(SafeFileHandle file, out int error)
    {
        error = file.IsInvalid ? Marshal.GetLastPInvokeError() : 0;
        if (error == 0)
            return file;
        file.Dispose();
        return null;
    }

    // The layout of statx(2) is the same on every architecture.
    private static FileStatus? Status(Func<byte[], int> call, out int error)
    {
        var status = new byte[256];
        error = call(status) == 0 ? 0 : Marshal.GetLastPInvokeError();
        return error != 0 ? null : new FileStatus(
            BitConverter.ToUInt32(status, 20), BitConverter.ToUInt32(status, 24), BitConverter.ToUInt16(status, 28),
            (BitConverter.ToUInt32(status, 136), BitConverter.ToUInt32(status, 140), BitConverter.ToUInt64(status, 32)));
    }

    private static string Checked(string path) => !path.Contains('\0', StringComparison.Ordinal) ? path : throw new FileNotFoundException("No file has such a name.");

    // Not DllImport: code compiled ahead of time loses its error.
    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle openat(int folder, string path, int flags, uint mode);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle openat(SafeFileHandle folder, string path, int flags, uint mode);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(SafeFileHandle folder, string path, int flags, uint mask, byte[] status);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint readlinkat(SafeFileHandle folder, string path, byte[] target, nint length);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int mkdirat(SafeFileHandle folder, string path, uint mode);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int linkat(SafeFileHandle folder, string path, SafeFileHandle toFolder, string toPath, int flags);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameat(SafeFileHandle folder, string path, SafeFileHandle toFolder, string toPath);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int unlinkat(SafeFileHandle folder, string path, int flags);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int flock(SafeFileHandle file, int operation);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int fchown(SafeFileHandle file, uint user, uint group);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int fsync(SafeFileHandle file);

    [LibraryImport(Library)]
    internal static partial uint geteuid();

    [LibraryImport(Library)]
    internal static partial uint getegid();
}
