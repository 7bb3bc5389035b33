using System.Runtime.InteropServices;
using System.Text;

namespace VwMesh.Storage.Files;

/// <summary>What the runtime does not tell of a file on Unix, and does not do with it.</summary>
internal static class UnixFile
{
    private const int CurrentFolder = -100;
    private const int SymbolicLinkItself = 0x100;
    private const uint BasicStatistics = 0x7ff;
    private const int TypeMask = 0xf000;
    private const int RegularType = 0x8000;

    /// <summary>Whether a path is something else than a file or a link to one: a pipe would keep its reader waiting for ever.</summary>
    internal static bool IsSpecial(string path) => StatusOf(path, 0) is { } status && (status.Mode & TypeMask) != RegularType;

    /// <summary>Gives a new file the owner of the one whose place it takes, so that root may edit a user's file.</summary>
    /// <exception cref="UnauthorizedAccessException">The file belongs to another user, who would lose it.</exception>
    internal static void CopyOwner(string from, string to)
    {
        if (StatusOf(from, SymbolicLinkItself) is not { } owner || StatusOf(to, SymbolicLinkItself) is not { } own
            || (owner.User == own.User && owner.Group == own.Group))
            return;
        // Without the group the file is as private, without the owner it is another's.
        if (chown(Terminated(to), owner.User, owner.Group) != 0 && owner.User != own.User)
            throw new UnauthorizedAccessException($"It belongs to the user with the id {owner.User}.");
    }

    /// <summary>Makes sure that what was done with the names in a folder survives a power cut (fsync(2), Notes).</summary>
    internal static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows() || open(Terminated(folder), 0) is not (>= 0 and var file))
            return;
        _ = fsync(file);
        _ = close(file);
    }

    // The layout of statx(2) is the same on every architecture of Linux; elsewhere nothing is known.
    private static (uint User, uint Group, int Mode)? StatusOf(string path, int flags)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var status = new byte[256];
        try
        {
            return statx(CurrentFolder, Terminated(path), flags, BasicStatistics, status) != 0 ? null
                : (BitConverter.ToUInt32(status, 20), BitConverter.ToUInt32(status, 24), BitConverter.ToUInt16(status, 28));
        }
        catch (EntryPointNotFoundException)
        {
            // musl before 1.2.5, glibc before 2.28.
            return null;
        }
    }

    private static byte[] Terminated(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc")]
    private static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] status);

    [DllImport("libc")]
    private static extern int chown(byte[] path, uint user, uint group);

    [DllImport("libc")]
    private static extern int open(byte[] path, int flags);

    [DllImport("libc")]
    private static extern int fsync(int file);

    [DllImport("libc")]
    private static extern int close(int file);
}
