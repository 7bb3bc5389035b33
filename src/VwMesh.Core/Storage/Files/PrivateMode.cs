using Microsoft.Win32.SafeHandles;

namespace VwMesh.Storage.Files;

/// <summary>The mode of a file that holds secrets: its owner may use it, and nobody else. On Windows the folder's rights decide.</summary>
internal static class PrivateMode
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Whether others than the owner may do something with an open file.</summary>
    internal static bool IsOpenToOthers(SafeFileHandle file) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & ~(OwnerOnly | UnixFileMode.UserExecute)) != 0;

    /// <summary>Takes an open file from everyone but its owner.</summary>
    internal static void Set(SafeFileHandle file)
    {
        if (!OperatingSystem.IsWindows() && IsOpenToOthers(file))
            File.SetUnixFileMode(file, OwnerOnly);
    }
}
