using System.Text.RegularExpressions;
using VwMesh.Model;
using VwMesh.Storage.Files;

namespace VwMesh.Storage;

/// <summary>Where network files are: <c>NAME.toml</c>, or <c>NAME.conf</c> as vwgen names them.</summary>
public static partial class NetworkLocation
{
    private static readonly string[] Extensions = [".toml", ".conf"];

    /// <summary>Finds the file of a network.</summary>
    /// <param name="nameOrPath">
    /// A name, looked up as <c>NAME.toml</c> and then <c>NAME.conf</c>; or, with a separator or one of these extensions, a path, which may lack the extension.
    /// </param>
    /// <param name="directory">The full path of the folder to look in, which relative paths begin at.</param>
    /// <returns>The full path.</returns>
    /// <exception cref="VwMeshException">There is no such file (<c>NetworkNotFound</c>), it is a folder (<c>NotANetworkFile</c>), or it has a name that
    /// a screen shows as another (<c>InvalidNetworkName</c>).</exception>
    public static string Locate(string nameOrPath, string directory)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        ArgumentNullException.ThrowIfNull(directory);
        var candidates = IsPath(nameOrPath) && !nameOrPath.Contains('\0', StringComparison.Ordinal)
            ? PathsOf(Path.GetFullPath(nameOrPath, directory))
            : Extensions.Select(e => Path.Combine(directory, nameOrPath + e)).ToArray();
        var found = candidates.FirstOrDefault(File.Exists)
            ?? (candidates.FirstOrDefault(Directory.Exists) is { } folder
                ? throw FileErrors.NotANetwork(folder, "it is a folder; name a file in it")
                : throw NotFound(nameOrPath, candidates));
        return ShowsItsName(found) ? found : throw Misleading(found);
    }

    /// <summary>
    /// Finds all networks of a folder. Other files, such as those of wg-quick, and files that may not be read or that no screen shows by their
    /// name are passed over.
    /// </summary>
    /// <param name="directory">The full path of the folder.</param>
    /// <returns>The full paths, sorted by name.</returns>
    public static IReadOnlyList<string> List(string directory)
    {
        ArgumentNullException.ThrowIfNull(directory);
        if (!Directory.Exists(directory))
            return [];
        try
        {
            return [.. Directory.EnumerateFiles(directory)
                .Where(f => Extensions.Contains(Path.GetExtension(f)) && Path.GetFileName(f)[0] != '.' && ShowsItsName(f))
                .GroupBy(Path.GetFileNameWithoutExtension)
                .Select(g => g.MaxBy(Path.GetExtension, StringComparer.Ordinal)!)
                .Where(IsNetwork)
                .OrderBy(Path.GetFileNameWithoutExtension, StringComparer.OrdinalIgnoreCase).ThenBy(f => f, StringComparer.Ordinal)];
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>Whether a text means to be a network file, mistakes aside: it has the table, and one of the keys that make it ours.</summary>
    internal static bool LooksLikeNetwork(string text) => NetworkTable().IsMatch(text) && NetworkKey().IsMatch(text);

    /// <summary>The paths that all would be the network of one name.</summary>
    internal static IEnumerable<string> Spellings(string path) =>
        Extensions.Select(e => Path.ChangeExtension(path, e)).Append(path).Distinct();

    /// <summary>Where the file itself is, behind all links.</summary>
    /// <exception cref="VwMeshException">The file is not there (<c>NetworkNotFound</c>), it is a folder (<c>NotANetworkFile</c>), or a link of another
    /// user leads to it (<c>UnsafeLink</c>).</exception>
    internal static FilePlace Behind(string path)
    {
        try
        {
            var place = FilePlace.Behind(path);
            if (File.Exists(place.Path))
                return place;
            place.Dispose();
            throw Directory.Exists(place.Path) ? FileErrors.NotANetwork(path, "it is a folder; name a file in it") : FileErrors.NotFound(path);
        }
        catch (Exception e) when (FileErrors.IsOfTheSystem(e))
        {
            throw FileErrors.Reading(path, e);
        }
    }

    private static string[] PathsOf(string path) =>
        HasExtension(path) || Path.EndsInDirectorySeparator(path) ? [path] : [path, .. Extensions.Select(e => path + e)];

    private static bool HasExtension(string text) => Extensions.Any(e => text.EndsWith(e, StringComparison.Ordinal));

    private static bool IsPath(string text) =>
        text.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || text.Contains(Path.AltDirectorySeparatorChar, StringComparison.Ordinal)
        || HasExtension(text);

    /// <summary>Whether a file is there and means to be a network.</summary>
    internal static bool IsNetwork(string path)
    {
        try
        {
            return LooksLikeNetwork(NetworkBytes.Read(path).Text);
        }
        catch (VwMeshException)
        {
            return false;
        }
    }

    private static bool ShowsItsName(string path) => !Path.GetFileName(path).EnumerateRunes().Any(Invisible.Is);

    private static VwMeshException Misleading(string path) => new("InvalidNetworkName", ErrorKind.InvalidArgument,
        $"{Quoted.Show(path, int.MaxValue)} has a name with characters that are not seen or that a terminal obeys; rename the file.", path);

    private static VwMeshException NotFound(string nameOrPath, string[] candidates)
    {
        var folder = Path.GetDirectoryName(candidates[0])!;
        var there = List(folder).Select(f => Quoted.Show(Path.GetFileNameWithoutExtension(f))).ToList();
        return new VwMeshException("NetworkNotFound", ErrorKind.ObjectNotFound,
            $"There is no network {Quoted.Show(nameOrPath, int.MaxValue)}: {string.Join(" and ", candidates.Select(Path.GetFileName).Select(f => Quoted.Show(f)))} "
            + $"{(candidates.Length == 1 ? "is" : "are")} not in {Quoted.Show(folder, int.MaxValue)}; "
            + (there.Count == 0 ? "no network is there, make one with New-VwNetwork." : $"the networks there are {string.Join(", ", there)}."),
            nameOrPath);
    }

    [GeneratedRegex("""^[ \t]*(?:\[[ \t]*["']?Network["']?[ \t]*\]|["']?Network["']?[ \t]*[.=])""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex NetworkTable();

    [GeneratedRegex("VxlanID|VxlanMTU|VxlanPort|AddressPoolIPv4|AddressPoolIPv6", RegexOptions.CultureInvariant)]
    private static partial Regex NetworkKey();
}
