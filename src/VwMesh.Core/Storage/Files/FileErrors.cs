using VwMesh.Model;

namespace VwMesh.Storage.Files;

/// <summary>Says of an error of the system which file it concerns and what would help.</summary>
internal static class FileErrors
{
    internal static VwMeshException NotFound(string path) => new("NetworkNotFound", ErrorKind.ObjectNotFound,
        $"There is no file {Quoted.Show(path, int.MaxValue)}; make a network with New-VwNetwork.", path);

    internal static VwMeshException NotANetwork(string path, string why) => new("NotANetworkFile", ErrorKind.InvalidData,
        $"{Quoted.Show(path, int.MaxValue)} is not a network file: {why}.", path);

    internal static VwMeshException Reading(string path, Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => NotFound(path),
        UnauthorizedAccessException => new VwMeshException("NetworkFileUnreadable", ErrorKind.PermissionDenied,
            $"{Quoted.Show(path, int.MaxValue)} may not be read by this user; become its owner, or change its permissions.", path, e),
        _ => new VwMeshException("NetworkFileUnreadable", ErrorKind.ReadError,
            $"{Quoted.Show(path, int.MaxValue)} could not be read: {e.Message}", path, e),
    };

    internal static VwMeshException Writing(string path, Exception e) => e switch
    {
        UnauthorizedAccessException => new VwMeshException("PermissionDenied", ErrorKind.PermissionDenied,
            $"{Quoted.Show(path, int.MaxValue)} may not be written by this user; nothing was changed. Run the command as the file's owner, with the right to write into its folder ({e.Message.TrimEnd('.')}).",
            path, e),
        DirectoryNotFoundException => new VwMeshException("WriteError", ErrorKind.WriteError,
            $"{Quoted.Show(path, int.MaxValue)} could not be written: its folder does not exist; make it first.", path, e),
        _ => new VwMeshException("WriteError", ErrorKind.WriteError,
            $"{Quoted.Show(path, int.MaxValue)} could not be written, and nothing was changed: {e.Message} Make room or make the folder writable, then repeat the command.",
            path, e),
    };

    internal static bool IsOfTheSystem(Exception e) => e is IOException or UnauthorizedAccessException;
}
