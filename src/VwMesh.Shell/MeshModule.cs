namespace VwMesh.Shell;

/// <summary>Where the module VwMesh is.</summary>
internal static class MeshModule
{
    /// <summary>The folder <c>output</c> of the repository, into which a build lays the module's folder.</summary>
    /// <param name="program">A folder below the repository's.</param>
    /// <returns>The folder, or <see langword="null"/> where no module was built.</returns>
    internal static string? Find(string program)
    {
        for (var folder = new DirectoryInfo(program); folder is not null; folder = folder.Parent)
        {
            var output = Path.Combine(folder.FullName, "output");
            if (File.Exists(Path.Combine(output, "VwMesh", "VwMesh.psd1")))
                return output;
        }
        return null;
    }
}
