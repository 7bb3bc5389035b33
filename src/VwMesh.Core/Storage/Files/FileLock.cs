using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using VwMesh.Model;

namespace VwMesh.Storage.Files;

/// <summary>The exclusive right to write a file, across threads and processes. The kernel gives it back when its holder dies.</summary>
/// <remarks>
/// It is a lock (flock(2); on Windows an exclusive open) on a file beside the one it protects, since that one is replaced at each
/// commit. The lock file is removed with the lock. Whoever waited for it then holds a lock on a file that is gone, and notices.
/// </remarks>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan QuietFor = TimeSpan.FromSeconds(0.3);
    private static readonly TimeSpan PatientFor = TimeSpan.FromSeconds(3);

    private readonly SafeFileHandle _file;
    private readonly Folder _folder;
    private readonly string _name;

    private FileLock(SafeFileHandle file, Folder folder, string name)
    {
        _file = file;
        _folder = folder;
        _name = name;
    }

    /// <summary>Takes the lock, or waits for it.</summary>
    /// <param name="place">The file to protect; its folder stays open until the lock is given back.</param>
    /// <param name="wait">How long to wait.</param>
    /// <exception cref="VwMeshException">Another has it for too long (<c>NetworkLocked</c>), or no lock can be made.</exception>
    internal static FileLock Acquire(FilePlace place, LockWait wait)
    {
        var (path, name) = (place.Path, SiblingFiles.LockOf(place.Name));
        var clock = Stopwatch.StartNew();
        var (onVerbose, onWarning) = (wait.OnVerbose, wait.OnWarning);
        while (true)
        {
            wait.CancellationToken.ThrowIfCancellationRequested();
            if (TryAcquire(place, name) is { } file)
                return new FileLock(file, place.Folder, name);
            if (clock.Elapsed >= wait.Timeout)
                throw Locked(path, clock.Elapsed);
            if (clock.Elapsed >= QuietFor)
                Say(ref onVerbose, $"Waiting for another command that writes {Quoted.Show(path, int.MaxValue)}.");
            if (clock.Elapsed >= PatientFor)
                Say(ref onWarning, string.Create(CultureInfo.InvariantCulture,
                    $"Another command has held {Quoted.Show(path, int.MaxValue)} for {PatientFor.TotalSeconds:0} s; waiting for it, {wait.Timeout.TotalSeconds:0} s at most."));
            // Often, because between the commands of a script that writes in a loop the lock is free for a moment only.
            wait.CancellationToken.WaitHandle.WaitOne(RandomNumberGenerator.GetInt32(1, 6));
        }
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        // The name goes while the lock is held. Later it could be the name of another command's lock file.
        using (_file)
            _folder.Remove(_name);
    }

    private static SafeFileHandle? TryAcquire(FilePlace place, string name)
    {
        try
        {
            return place.Folder.TryHold(name, mayCreate: true, out var file) ? file : null;
        }
        catch (Exception e) when (FileErrors.IsOfTheSystem(e))
        {
            throw FileErrors.Writing(place.Path, e);
        }
    }

    private static void Say(ref Action<string>? callback, string message)
    {
        callback?.Invoke(message);
        callback = null;
    }

    private static VwMeshException Locked(string path, TimeSpan waited) => new("NetworkLocked", ErrorKind.ResourceBusy,
        string.Create(CultureInfo.InvariantCulture,
            $"Another command held {Quoted.Show(path, int.MaxValue)} for {waited.TotalSeconds:0.#} s; nothing was changed. Repeat the command when the other has ended."),
        path);
}
