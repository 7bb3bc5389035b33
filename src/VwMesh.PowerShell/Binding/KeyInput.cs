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

    // What stands for a key that came as text until the cmdlet refuses it. The binder's own error would carry what the text came in,
    // a row of a table or the text itself, to wherever errors are shown and logged.
    private static PrivateKey? s_asText;

    internal static PrivateKey AsText => s_asText ??= PrivateKey.Generate();

    /// <summary>The key that was given.</summary>
    /// <exception cref="VwMeshException">It was given as text (<c>PrivateKeyAsText</c>).</exception>
    internal static PrivateKey Accept(PrivateKey key) => !ReferenceEquals(key, s_asText) ? key
        : throw new VwMeshException("PrivateKeyAsText", ErrorKind.InvalidArgument,
            "A private key is not taken as text, which a shell's history would keep: give a file with -PrivateKeyPath, a SecureString (Read-Host -AsSecureString), or the object that New-VwKey emits.",
            nameof(PrivateKey));

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
