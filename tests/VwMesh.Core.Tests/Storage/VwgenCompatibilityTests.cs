using CsCheck;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.CoreTests.Storage;

/// <summary>vwgen still reads what we write.</summary>
public sealed class VwgenCompatibilityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_hook_reaches_vwgen_as_it_is()
    {
        PythonToml.Require();
        // What has tripped up Python's toml: commas, quotes and backslashes side by side, at the ends above all.
        var letter = Gen.OneOf("a", "u", "n", "x", " ", ",", "\"", "'", "\\", "[", "]", "=", "{", "}", "%i", "$", "\t", "é", "漢", "🙂", "\u2028", "0041");
        var hook = letter.Array[1, 8].Select(string.Concat).Where(h => Hook.FaultOf(h) is null && !IsBeyondPython(h));
        hook.Array[1, 4].Array[400].Sample(hooks =>
        {
            var path = _folder.File("net.toml");
            File.Delete(path);
            NetworkFile.Create(Empty(path).WithNodes(hooks.Select((h, i) => new Node($"n{i}") { PostUp = h.ToValueList() })));
            var read = PythonToml.Load(path)[0].GetProperty("Node");
            for (var i = 0; i < hooks.Length; i++)
                Assert.Equal(hooks[i], read.GetProperty($"n{i}").GetProperty("PostUp").Texts());
        }, iter: 3, threads: 1);
    }

    private static Network Empty(string path) => new(NetworkIdentity.OfFile(path)) { VxlanId = 5, VxlanMtu = 1370, VxlanPort = 4789 };

    // No spelling of these reaches Python unharmed: an empty word in double quotes at the beginning, together with what a literal
    // string cannot hold; a comma at the beginning, together with \u.
    private static bool IsBeyondPython(string hook) =>
        (hook.StartsWith("\"\"", StringComparison.Ordinal) && (hook.Contains('\'', StringComparison.Ordinal) || hook[^1] == '\\'))
        || (hook.TrimStart()[0] == ',' && hook.Contains("\\u", StringComparison.Ordinal));

    [Theory]
    [InlineData("logger \"up %i\"", "\"logger \\\"up %i\\\"\"")]
    [InlineData("\"\" x", "'\"\" x'")]
    [InlineData("\"", "'\"'")]
    [InlineData(" , x", "\" \\u002c x\"")]
    [InlineData("a\\b", "\"a\\\\b\"")]
    public void A_text_is_written_as_Python_reads_it_right(string text, string written)
    {
        PythonToml.Require();
        var path = _folder.File("net.toml");
        NetworkFile.Create(Empty(path).WithNodes([new Node("a") { PreUp = [text, "second"] }]));
        Assert.Contains($"PreUp = [ {written}, \"second\",]\n", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal([text, "second"], PythonToml.Load(path)[0].GetProperty("Node").GetProperty("a").GetProperty("PreUp").Texts());
    }
}
