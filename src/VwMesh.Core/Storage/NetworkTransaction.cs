using VwMesh.Model;
using VwMesh.Storage.Editing;
using VwMesh.Storage.Files;

namespace VwMesh.Storage;

/// <summary>The change of a network file: lock, load, change, commit. Without a commit the file stays as it was.</summary>
public sealed class NetworkTransaction : IDisposable
{
    private readonly FilePlace _target;
    private readonly FileLock _lock;
    private NetworkBytes _content;
    private NetworkReading _reading;

    private NetworkTransaction(FilePlace target, FileLock fileLock, NetworkBytes content, NetworkReading reading)
    {
        _target = target;
        _lock = fileLock;
        _content = content;
        _reading = reading;
        Network = reading.Network!;
    }

    /// <summary>The network as it was loaded, or as the last commit left it.</summary>
    public Network Network { get; private set; }

    /// <summary>Takes the file's lock, then loads the network.</summary>
    /// <param name="path">The full path of the file; a link is followed, and stays one.</param>
    /// <param name="wait">How long to wait for another writer.</param>
    /// <returns>The transaction, to be disposed of.</returns>
    /// <exception cref="VwMeshException">As of <see cref="NetworkFile.Read"/>; or the file is busy (<c>NetworkLocked</c>), or its folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static NetworkTransaction Begin(string path, LockWait wait)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(wait);
        var target = NetworkLocation.Behind(path);
        FileLock? fileLock = null;
        try
        {
            fileLock = FileLock.Acquire(target, wait);
            AtomicFile.RemoveLeftover(target);
            var content = NetworkBytes.Read(target);
            var reading = NetworkFile.Parse(path, content);
            NetworkFile.Require(reading);
            return new NetworkTransaction(target, fileLock, content, reading);
        }
        catch (Exception e)
        {
            fileLock?.Dispose();
            target.Dispose();
            if (FileErrors.IsOfTheSystem(e))
                throw FileErrors.Writing(target.Path, e);
            throw;
        }
    }

    /// <summary>Writes the difference to the file: in place, atomically, private to the owner. The content before it is kept beside the file. An equal
    /// network writes nothing.</summary>
    /// <param name="changed">The network as it shall be.</param>
    /// <returns>The network as the file now has it.</returns>
    /// <exception cref="VwMeshException">Another program changed the file meanwhile (<c>NetworkFileChanged</c>), it is laid out in a way that cannot be
    /// edited safely (<c>NetworkFileNotEditable</c>), or it cannot be written. The file is as it was.</exception>
    public Network Commit(Network changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        var wanted = WantedNetwork.Of(_reading, changed);
        var text = Edit(wanted);
        if (text == _content.Text)
            return Network;
        var reading = NetworkFile.Parse(Network.Path, text);
        if (!wanted.IsIn(reading))
            throw NotEditable(null);
        var bytes = _content.Encode(text);
        try
        {
            AtomicFile.Replace(_target, bytes, _content.Bytes);
        }
        catch (Exception e) when (FileErrors.IsOfTheSystem(e))
        {
            throw FileErrors.Writing(_target.Path, e);
        }
        _content = _content.With(bytes, text);
        _reading = reading;
        return Network = reading.Network!;
    }

    /// <summary>Gives the lock back.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        _target.Dispose();
    }

    private string Edit(WantedNetwork wanted)
    {
        try
        {
            return NetworkEditor.Edit(_reading.Document!, Network, wanted.Network);
        }
        catch (InvalidOperationException e)
        {
            throw NotEditable(e);
        }
    }

    private VwMeshException NotEditable(Exception? e) => new("NetworkFileNotEditable", ErrorKind.InvalidOperation,
        $"{Quoted.Show(_target.Path, int.MaxValue)} is laid out in a way that this change cannot be written into safely; the file is as it was. Write the tables concerned as [Network] and [Node.NAME], then repeat the command.",
        _target.Path, e);
}
