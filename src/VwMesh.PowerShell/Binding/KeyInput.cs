using System.Management.Automation;
using System.Net;
using System.Security;
using VwMesh.Model;

namespace VwMesh.Binding;

/// <summary>Reads private keys from where they do not leak.</summary>
internal static class KeyInput
{
    // A key is 44 characters; what is much longer is another file, and its content stays out of memory and messages.
    private const int LargestFile = 256;

    internal static PrivateKey Parse(SecureString secret)
    {
        try
        {
            return PrivateKey.Parse(new NetworkCredential("", secret).Password.Trim());
        }
        catch (VwMeshException e)
        {
            throw new ArgumentTransformationMetadataException(e.Message, e);
        }
    }

    internal static PrivateKey Read(string path)
    {
        try
        {
            return new FileInfo(path).Length <= LargestFile
                ? PrivateKey.Parse(File.ReadAllText(path).Trim())
                : throw new VwMeshException("InvalidPrivateKey", ErrorKind.InvalidData, "This is not a private key: the file is too large.", path);
        }
        catch (VwMeshException e)
        {
            throw e.At($"The file {Quoted.Show(path)}");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new VwMeshException("KeyFileNotFound", ErrorKind.ObjectNotFound, $"There is no file {Quoted.Show(path)} to read a private key from.", path, e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new VwMeshException("KeyFileUnreadable", ErrorKind.PermissionDenied, $"The key file {Quoted.Show(path)} cannot be read: {e.Message}", path, e);
        }
    }
}
