using Microsoft.Win32.SafeHandles;

namespace VwMesh.Storage.Files;

/// <summary>
/// A folder, and what is done with the names in it. No link of these names is followed. On Linux the folder stays the same one whatever
/// others do with its path meanwhile: a check and the action after it meet the same file.
/// </summary>
internal abstract class Folder : IDisposable
{
    /// <summary>Opens a folder that is there.</summary>
    /// <param name="path">Its full path.</param>
    internal static Folder Open(string path) => OperatingSystem.IsLinux() ? LinuxFolder.Open(path) : PathFolder.Open(path);

    /// <summary>Opens a folder, and makes what is missing of its path.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="isPrivate">Whether what is made is for its owner alone.</param>
    internal static Folder Make(string path, bool isPrivate) =>
        OperatingSystem.IsLinux() ? LinuxFolder.Make(path, isPrivate) : PathFolder.Make(path, isPrivate);

    /// <summary>Makes a file for writing, with a shared lock.</summary>
    /// <returns>The file; <see langword="null"/> when the name is taken, or the file was taken away before it was locked.</returns>
    internal abstract SafeFileHandle? TryCreate(string name, bool isPrivate);

    /// <summary>Takes the exclusive lock of a file.</summary>
    /// <param name="name">Its name. A link or pipe of that name is removed: none of ours is one.</param>
    /// <param name="mayCreate">Whether to make the file, for its owner alone, where it is missing.</param>
    /// <param name="file">The file; <see langword="null"/> when there is none, or others changed the name meanwhile.</param>
    /// <returns><see langword="false"/> while another has the lock.</returns>
    internal abstract bool TryHold(string name, bool mayCreate, out SafeFileHandle? file);

    /// <summary>Opens an ordinary file for reading.</summary>
    /// <returns>The file; <see langword="null"/> when none has that name, which may be that of a link, a pipe or a folder.</returns>
    internal abstract SafeFileHandle? OpenOrdinary(string name);

    /// <summary>Whether something has a name.</summary>
    internal abstract bool Has(string name);

    /// <summary>Gives a file another name.</summary>
    internal abstract void Rename(string name, string to, bool mayReplace);

    /// <summary>Removes a file, if it is there.</summary>
    internal abstract void Remove(string name);

    /// <summary>Makes sure that what was done with names survives a power cut (fsync(2), Notes).</summary>
    internal abstract void Flush();

    /// <summary>Gives a new file the owner of the file that it replaces. Root may edit a user's file in this way.</summary>
    /// <exception cref="UnauthorizedAccessException">The file belongs to another user, who would lose it.</exception>
    internal static void CopyOwner(SafeFileHandle from, SafeFileHandle to)
    {
        // Elsewhere nothing is known of owners.
        if (!OperatingSystem.IsLinux())
            return;
        var (owner, own) = (LinuxCalls.StatusOf(from), LinuxCalls.StatusOf(to));
        // Without the group the file is as private, without the owner it is another's.
        if ((owner.User, owner.Group) != (own.User, own.Group) && !LinuxCalls.TryChangeOwner(to, owner.User, owner.Group) && owner.User != own.User)
            throw new UnauthorizedAccessException($"It belongs to the user with the id {owner.User}.");
    }

    public abstract void Dispose();
}
