namespace VwMesh.Shell.Tests;

public class MeshModuleTests
{
    [Fact]
    public void Beside_the_program_comes_before_the_repository()
    {
        using ScriptFile any = new("", "any");
        string program = Path.Combine(any.Folder, "src", "bin");
        string built = Place(any.Folder, "output", "VwMesh");

        Directory.CreateDirectory(program);
        Assert.Equal(built, MeshModule.Find(program + Path.DirectorySeparatorChar));

        string deployed = Place(program, "VwMesh");
        Assert.Equal(deployed, MeshModule.Find(program + Path.DirectorySeparatorChar));
    }

    [Fact]
    public void Nowhere_is_null()
    {
        using ScriptFile any = new("", "any");

        Assert.Null(MeshModule.Find(any.Folder));
    }

    private static string Place(params string[] folder)
    {
        string path = Path.Combine(Directory.CreateDirectory(Path.Combine(folder)).FullName, "VwMesh.psd1");
        File.WriteAllText(path, "@{}");
        return path;
    }
}
