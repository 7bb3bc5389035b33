using System.Text;
using VwMesh.Model;
using VwMesh.Storage.Files;

namespace VwMesh.Storage;

/// <summary>Files with one private key, as <c>wg genkey</c> writes them.</summary>
public static class KeyFile
{
    // A key is 44 characters; what is much longer is another file, and its content stays out of memory and messages.
    private const int MaxLength = 256;

    /// <summary>Reads a private key.</summary>
    /// <param name="path">The full path.</param>
    /// <returns>The key.</returns>
    /// <exception cref="VwMeshException">The file is not there (<c>KeyFileNotFound</c>), may not be read or is a pipe or a device (<c>KeyFileUnreadable</c>), or has
    /// no key (<c>InvalidPrivateKey</c>). The message has nothing of its content.</exception>
    public static PrivateKey Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            return PrivateKey.Parse(Encoding.UTF8.GetString(OrdinaryFile.Read(path, MaxLength)).Trim('\ufeff', ' ', '\t', '\r', '\n'));
        }
        catch (VwMeshException e)
        {
            throw e.At($"The file {Quoted.Show(path)}");
        }
        catch (FileRefusedException e) when (e.Refusal == FileRefusal.TooLarge)
        {
            throw new VwMeshException("InvalidPrivateKey", ErrorKind.InvalidData, $"The file {Quoted.Show(path)}: This is not a private key: the file is too large.", path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new VwMeshException("KeyFileNotFound", ErrorKind.ObjectNotFound, $"The key file {Quoted.Show(path)} does not exist.", path, e);
        }
        catch (Exception e) when (FileErrors.IsOfTheSystem(e))
        {
            throw new VwMeshException("KeyFileUnreadable", e is UnauthorizedAccessException ? ErrorKind.PermissionDenied : ErrorKind.ReadError,
                $"The key file {Quoted.Show(path)} cannot be read: {e.Message}", path, e);
        }
    }
}
