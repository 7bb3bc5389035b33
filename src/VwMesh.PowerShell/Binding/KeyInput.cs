using System.Management.Automation;
using System.Net;
using System.Security;
using System.Text.RegularExpressions;
using VwMesh.Commands;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Binding;

/// <summary>Reads private keys from where they do not leak.</summary>
internal static partial class KeyInput
{
    // What stands for a key that came as text until the cmdlet refuses it. The binder's own error would carry what the text came in,
    // a row of a table or the text itself, to wherever errors are shown and logged.
    private static PrivateKey? s_asText;

    internal static PrivateKey AsText => s_asText ??= PrivateKey.Generate();

    /// <summary>The key that was given.</summary>
    /// <exception cref="VwMeshException">It was given as text (<c>PrivateKeyAsText</c>).</exception>
    internal static PrivateKey Accept(PrivateKey key) => !ReferenceEquals(key, s_asText) ? key : throw AsTextError();

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

    /// <summary>The key in a file.</summary>
    /// <param name="command">The command that was given the path; where it is a key, the path is taken out of what errors show of the command.</param>
    /// <param name="path">The path as it was given.</param>
    /// <exception cref="VwMeshException">The file has no key, or the path itself has one (<c>PrivateKeyAsText</c>).</exception>
    internal static PrivateKey Read(VwCommand command, string path)
    {
        // The history of the shell has a key that somebody typed already. The log of errors does not get it.
        if (Key().IsMatch(path) && !File.Exists(command.FullPath(path)))
        {
            command.HideItsLine();
            throw AsTextError();
        }
        return KeyFile.Read(command.FullPath(path));
    }

    /// <summary>A preshared key as an argument.</summary>
    /// <param name="command">The command that was given the argument. A key in it is taken out of what errors show of the command.</param>
    /// <param name="argument">A key, a SecureString, or an empty text for no key.</param>
    /// <exception cref="VwMeshException">It is another text (<c>PresharedKeyAsText</c>), or no key (<c>InvalidPresharedKey</c>).</exception>
    internal static PresharedKey? PresharedKey(VwCommand command, object? argument)
    {
        switch (argument is PSObject wrapped ? wrapped.BaseObject : argument)
        {
            case null or "":
                return null;
            case PresharedKey key:
                return key;
            case SecureString secret:
                return Model.PresharedKey.Parse(new NetworkCredential("", secret).Password.Trim());
            default:
                command.HideItsLine();
                throw new VwMeshException("PresharedKeyAsText", ErrorKind.InvalidArgument,
                    "A preshared key is not taken as text, which a shell's history would keep: give the object that New-VwPresharedKey emits, or a SecureString (Read-Host -AsSecureString).",
                    nameof(PresharedKey));
        }
    }

    private static VwMeshException AsTextError() => new("PrivateKeyAsText", ErrorKind.InvalidArgument,
        "A private key is not taken as text, which a shell's history would keep: give a file with -PrivateKeyPath, a SecureString (Read-Host -AsSecureString), or the object that New-VwKey emits.",
        nameof(PrivateKey));

    [GeneratedRegex("[A-Za-z0-9+/]{43}=|^[A-Za-z0-9+/]{43}$", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
