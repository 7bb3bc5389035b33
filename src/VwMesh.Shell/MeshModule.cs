namespace VwMesh.Shell;

/// <summary>Where the module VwMesh lies.</summary>
internal static class MeshModule
{
    private const string Manifest = "VwMesh.psd1";

    /// <summary>
    /// The manifest: in the folder VwMesh beside the program, as it is deployed, else in output/VwMesh of the repository the program
    /// was built in. Null when neither is there.
    /// </summary>
    public static string? Find(string programDirectory)
    {
        string deployed = Path.Combine(programDirectory, "VwMesh", Manifest);
        if (File.Exists(deployed)) return deployed;
        for (DirectoryInfo? directory = new(programDirectory); directory is not null; directory = directory.Parent)
        {
            string built = Path.Combine(directory.FullName, "output", "VwMesh", Manifest);
            if (File.Exists(built)) return built;
        }
        return null;
    }
}
