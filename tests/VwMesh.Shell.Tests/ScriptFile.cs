namespace VwMesh.Shell.Tests;

/// <summary>A script in a folder of its own, gone with the test.</summary>
internal sealed class ScriptFile : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vwsh-");

    public ScriptFile(string text, string name = "script.ps1")
    {
        Path = System.IO.Path.Combine(_directory.FullName, name);
        File.WriteAllText(Path, text);
    }

    public string Path { get; }

    public string Folder => _directory.FullName;

    public void Dispose() => _directory.Delete(recursive: true);
}
