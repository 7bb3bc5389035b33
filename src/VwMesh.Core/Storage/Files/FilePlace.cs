using Microsoft.Win32.SafeHandles;

namespace VwMesh.Storage.Files;

/// <summary>Where a file is or shall be: its folder, which is open and stays the same one, and its name there.</summary>
internal sealed class FilePlace : IDisposable
{
    private FilePlace(Folder folder, string path)
    {
        Folder = folder;
        Path = path;
    }

    internal Folder Folder { get; }

    internal string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The full path, for messages.</summary>
    internal string Path { get; }

    /// <summary>The place a path says, which may be that of a link.</summary>
    internal static FilePlace Of(string path) => new(Folder.Open(System.IO.Path.GetDirectoryName(path)!), path);

    /// <summary>The place behind all links.</summary>
    /// <exception cref="Model.VwMeshException">A link could point elsewhere in the next moment (<c>UnsafeLink</c>).</exception>
    internal static FilePlace Behind(string path)
    {
        if (!OperatingSystem.IsLinux())
            return Of(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        var (folder, real) = LinuxFolder.Behind(path);
        return new FilePlace(folder, real);
    }

    /// <summary>A file beside this one. Its folder is closed with this one's.</summary>
    internal FilePlace Sibling(string name) => new(Folder, System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, name));

    /// <summary>Opens the file for reading.</summary>
    /// <exception cref="FileNotFoundException">The file is missing.</exception>
    /// <exception cref="FileRefusedException">It is a link, a folder, a pipe or a device.</exception>
    internal SafeFileHandle Open() => Folder.OpenOrdinary(Name)
        ?? throw (!Folder.Has(Name) ? new FileNotFoundException()
            : new FileInfo(Path).LinkTarget is not null ? FileRefusedException.Link()
            : Directory.Exists(Path) ? FileRefusedException.Folder()
            : FileRefusedException.Special());

    public void Dispose() => Folder.Dispose();
}
