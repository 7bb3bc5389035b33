namespace VwMesh.Storage.Files;

/// <summary>The names of the files that writing needs beside the one it writes.</summary>
internal static class SiblingFiles
{
    internal static string LockOf(string name) => $".{name}.lock";

    /// <summary>Where the content before the last change is kept. The name has no dot in front: people look for the file.</summary>
    internal static string PreviousOf(string name) => name + ".previous";

    internal static string TemporaryOf(string name) => $".{name}.vwmesh.tmp";
}
