using System.Globalization;
using Microsoft.Win32.SafeHandles;
using VwMesh.Model;

namespace VwMesh.Storage.Files;

/// <summary>A folder as a descriptor.</summary>
internal sealed class LinuxFolder : Folder
{
    private const int MostLinks = 40;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Everyone = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
    private const UnixFileMode OwnersFolder = OwnerOnly | UnixFileMode.UserExecute;
    private const UnixFileMode EveryonesFolder = Everyone | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly SafeFileHandle _folder;

    private LinuxFolder(SafeFileHandle folder) => _folder = folder;

    internal static new LinuxFolder Open(string path) => new(Walk(path, isFile: false, mode: null).Folder);

    internal static new LinuxFolder Make(string path, bool isPrivate) =>
        new(Walk(path, isFile: false, isPrivate ? OwnersFolder : EveryonesFolder).Folder);

    /// <summary>The folder and the name of a file, behind all links.</summary>
    internal static (Folder Folder, string Path) Behind(string path)
    {
        var (folder, real) = Walk(path, isFile: true, mode: null);
        return (new LinuxFolder(folder), real);
    }

    internal override SafeFileHandle? TryCreate(string name, bool isPrivate)
    {
        var file = LinuxCalls.Open(_folder, name, LinuxCalls.ReadWrite | LinuxCalls.Create | LinuxCalls.Exclusive, isPrivate ? OwnerOnly : Everyone, out var error);
        if (file is null)
            return error == LinuxCalls.Exists ? null : throw LinuxCalls.Failure(error, name);
        if (LinuxCalls.TryLock(file, isShared: true) && IsCurrent(file, name))
            return file;
        file.Dispose();
        return null;
    }

    internal override bool TryHold(string name, bool mayCreate, out SafeFileHandle? file)
    {
        // A pipe would keep its opener waiting.
        file = LinuxCalls.Open(_folder, name,
            LinuxCalls.ReadWrite | LinuxCalls.NonBlocking | LinuxCalls.NoFollow | (mayCreate ? LinuxCalls.Create : 0), OwnerOnly, out var error);
        if (file is null && error is not (LinuxCalls.NoEntry or LinuxCalls.TooManyLinks or LinuxCalls.NoSuchDevice))
            throw LinuxCalls.Failure(error, name);
        var isOurs = file is not null && LinuxCalls.StatusOf(file).IsOrdinary;
        if (!isOurs && error != LinuxCalls.NoEntry)
            Remove(name);
        var isFree = !isOurs || LinuxCalls.TryLock(file!, isShared: false);
        if (isOurs && isFree && IsCurrent(file!, name))
            return true;
        file?.Dispose();
        file = null;
        return isFree;
    }

    internal override SafeFileHandle? OpenOrdinary(string name)
    {
        // Looked at before it is opened, because opening a device may do something.
        if (LinuxCalls.StatusOf(_folder, name) is not { IsOrdinary: true })
            return null;
        var file = LinuxCalls.Open(_folder, name, LinuxCalls.ReadOnly | LinuxCalls.NonBlocking | LinuxCalls.NoFollow, 0, out var error);
        if (file is null)
            return error is LinuxCalls.NoEntry or LinuxCalls.TooManyLinks ? null : throw LinuxCalls.Failure(error, name);
        if (LinuxCalls.StatusOf(file).IsOrdinary)
            return file;
        file.Dispose();
        return null;
    }

    internal override bool Has(string name) => LinuxCalls.StatusOf(_folder, name) is not null;

    internal override void Rename(string name, string to, bool mayReplace)
    {
        if (mayReplace)
            LinuxCalls.Rename(_folder, name, to);
        else
            LinuxCalls.RenameToNew(_folder, name, to);
    }

    internal override void Remove(string name) => LinuxCalls.Remove(_folder, name);

    internal override void Flush()
    {
        // A user who may write a folder but not read it cannot flush it.
        using var folder = LinuxCalls.Open(_folder, ".", LinuxCalls.ReadOnly | LinuxCalls.FolderOnly, 0, out _);
        if (folder is not null)
            LinuxCalls.Flush(folder);
    }

    public override void Dispose() => _folder.Dispose();

    // Between the opening of a file and its locking another may have removed or renamed it.
    private bool IsCurrent(SafeFileHandle file, string name) => LinuxCalls.StatusOf(_folder, name)?.Identity == LinuxCalls.StatusOf(file).Identity;

    // Name by name, since the kernel would follow every link in a path.
    private static (SafeFileHandle Folder, string Path) Walk(string path, bool isFile, UnixFileMode? mode)
    {
        var rest = new Stack<string>();
        Push(rest, path);
        rest.Pop();
        var passed = new Stack<string>();
        var folder = Root();
        try
        {
            for (var links = 0; rest.TryPop(out var name);)
            {
                var isLast = isFile && rest.Count == 0;
                var next = Enter(folder, name, isLast ? null : mode);
                var status = next is null ? default : LinuxCalls.StatusOf(next);
                if (status.IsLink)
                {
                    using (next)
                    {
                        RequireTrusted(status, LinuxCalls.StatusOf(folder), PathOf(passed, name));
                        Push(rest, LinuxCalls.TargetOf(next!));
                    }
                    if (rest.TryPeek(out var first) && first == "/")
                    {
                        rest.Pop();
                        passed.Clear();
                        folder.Dispose();
                        folder = Root();
                    }
                    if (++links > MostLinks)
                        throw LinuxCalls.Failure(LinuxCalls.TooManyLinks, path);
                    continue;
                }
                if (isLast)
                {
                    next?.Dispose();
                    passed.Push(name);
                    break;
                }
                if (!status.IsFolder)
                {
                    next?.Dispose();
                    throw new DirectoryNotFoundException($"Missing folder: {Quoted.Show(PathOf(passed, name), int.MaxValue)}.");
                }
                if (name != "..")
                    passed.Push(name);
                else
                    passed.TryPop(out _);
                folder.Dispose();
                folder = next!;
            }
            return (folder, PathOf(passed));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    private static SafeFileHandle? Enter(SafeFileHandle folder, string name, UnixFileMode? mode)
    {
        for (var isMade = false; ; isMade = true)
        {
            if (LinuxCalls.Open(folder, name, LinuxCalls.PathOnly | LinuxCalls.NoFollow, 0, out var error) is { } next)
                return next;
            if (error != LinuxCalls.NoEntry)
                throw LinuxCalls.Failure(error, name);
            if (mode is null || isMade)
                return null;
            LinuxCalls.MakeFolder(folder, name, mode.Value);
        }
    }

    private static SafeFileHandle Root() => LinuxCalls.Open("/", LinuxCalls.PathOnly | LinuxCalls.FolderOnly, out var error) ?? throw LinuxCalls.Failure(error, "/");

    // "/" stands for itself at the beginning of a path that begins with it.
    private static void Push(Stack<string> rest, string path)
    {
        foreach (var name in path.Split('/').Where(n => n is not ("" or ".")).Reverse())
            rest.Push(name);
        if (path.StartsWith('/'))
            rest.Push("/");
    }

    private static string PathOf(Stack<string> passed, string? next = null) =>
        "/" + string.Join('/', next is null ? passed.Reverse() : passed.Reverse().Append(next));

    private static void RequireTrusted(FileStatus link, FileStatus folder, string path)
    {
        if (link.IsOurs && folder.KeepsItsNames)
            return;
        var whose = link.IsOurs ? "is in a folder that others may write" : string.Create(CultureInfo.InvariantCulture, $"belongs to the user with the id {link.User}");
        throw new VwMeshException("UnsafeLink", ErrorKind.SecurityError,
            $"{Quoted.Show(path, int.MaxValue)} is a link that {whose}, and could point elsewhere in the next moment; nothing was changed. "
            + "Name what it points to, or work as the user it belongs to.", path);
    }
}
