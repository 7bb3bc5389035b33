namespace VwMesh.Model;

/// <summary>Finds programs in the folders of PATH, and nowhere else: the runtime's own search looks in the current folder first, where anybody may have put a file.</summary>
internal static class InstalledProgram
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The full path of a program, or <see langword="null"/> when PATH has none.</summary>
    /// <param name="name">The program's name, without an extension.</param>
    internal static string? Find(string name) => Find(name, Environment.GetEnvironmentVariable("PATH") ?? "");

    /// <summary>As <see cref="Find(string)"/>, with another list of folders.</summary>
    internal static string? Find(string name, string folders) =>
        folders.Split(Path.PathSeparator).Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name)).FirstOrDefault(IsProgram);

    private static bool IsProgram(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0);
}
