using System.Management.Automation;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Binding;

/// <summary>Finds the files of networks as PowerShell finds paths: from the session's current location, and through its drives.</summary>
/// <param name="paths">The session's paths.</param>
internal sealed class NetworkLookup(PathIntrinsics paths)
{
    /// <summary>The current location as a directory of the file system.</summary>
    internal string Location => paths.CurrentFileSystemLocation.ProviderPath;

    /// <summary>The files of all networks in the current location.</summary>
    internal IReadOnlyList<string> All() => NetworkLocation.List(Location);

    /// <summary>The full path of a PowerShell path, which need not exist.</summary>
    /// <exception cref="VwMeshException">It is no path of the file system (<c>NotAFileSystemPath</c>).</exception>
    internal string FullPath(string path)
    {
        var full = paths.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem"
            ? full
            : throw new VwMeshException("NotAFileSystemPath", ErrorKind.InvalidArgument,
                $"{Quoted.Show(path)} is a path of the provider {provider.Name}; name a file or folder of the file system.", path);
    }

    /// <summary>The file of a network.</summary>
    /// <exception cref="VwMeshException">There is none.</exception>
    internal string Locate(NetworkReference network)
    {
        try
        {
            return network.Require().Path ?? NetworkLocation.Locate(IsPath(network.Text) ? FullPath(network.Text) : network.Text, Location);
        }
        catch (VwMeshException e) when (e.ErrorId == "NetworkNotFound" && !IsPath(network.Text) && NetworkWithNode(network.Text) is { } owner)
        {
            throw new VwMeshException(e.ErrorId, e.Kind,
                $"{e.Message} {Quoted.Show(network.Text)} is a node of network {Quoted.Show(owner)}: the network's name comes first, then the node's.", network.Text);
        }
    }

    // Somebody forgot the network's name.
    private string? NetworkWithNode(string name)
    {
        foreach (var path in All())
        {
            try
            {
                if (NetworkFile.Read(path).Find(name) is not null)
                    return Path.GetFileNameWithoutExtension(path);
            }
            catch (VwMeshException)
            {
                // A file that cannot be read helps nobody here.
            }
        }
        return null;
    }

    /// <summary>The files of the networks that a name, with or without wildcards, or a path means.</summary>
    /// <exception cref="VwMeshException">A name without wildcards, or a path, has none.</exception>
    internal IEnumerable<string> LocateAll(NetworkReference network)
    {
        if (network.Require().Path is not null || !WildcardPattern.ContainsWildcardCharacters(network.Text) || IsPath(network.Text))
            return [Locate(network)];
        var pattern = WildcardPattern.Get(network.Text, WildcardOptions.IgnoreCase);
        return All().Where(p => pattern.IsMatch(Path.GetFileNameWithoutExtension(p)));
    }

    /// <summary>Whether a text is a path, not a name.</summary>
    internal static bool IsPath(string text) => text.AsSpan().IndexOfAny("/\\:~") >= 0;
}
