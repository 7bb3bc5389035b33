using System.Text.Json;
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
        var letter = Gen.OneOf("a", "u", "n", "x", " ", ",", "\"", "'", "\\", "[", "]", "=", "{", "}", "%i", "$", "\t", "é", "漢", "🙂", "0041");
        var hook = letter.Array[1, 8].Select(string.Concat).Where(h => !string.IsNullOrWhiteSpace(h) && !IsBeyondPython(h));
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

    [Fact]
    public void What_vwgen_could_read_before_an_edit_it_reads_afterwards()
    {
        PythonToml.Require();
        var edits = Enumerable.Range(0, 200).Select(seed =>
        {
            var before = _folder.Write($"before{seed}.toml", new RandomNetworkText(seed, forPython: true).Text);
            var loaded = NetworkFile.Read(before);
            var after = _folder.File($"after{seed}.toml");
            File.Copy(before, after);
            using var transaction = NetworkTransaction.Begin(after, new LockWait(TimeSpan.FromSeconds(10)));
            return (before, loaded, after, committed: transaction.Commit(new RandomEdit(new Random(seed), loaded).Wanted));
        }).ToList();
        var read = PythonToml.Load([.. edits.SelectMany(e => new[] { e.before, e.after })]);
        var readable = 0;
        for (var i = 0; i < edits.Count; i++)
        {
            if (!Says(read[2 * i], edits[i].loaded))
                continue;
            readable++;
            Assert.True(Says(read[(2 * i) + 1], edits[i].committed), $"{File.ReadAllText(edits[i].before)}\n---\n{File.ReadAllText(edits[i].after)}\n{read[(2 * i) + 1]}");
        }
        Assert.InRange(readable, 50, edits.Count);
    }

    private static bool Says(JsonElement file, Network network) =>
        file.ValueKind == JsonValueKind.Object
        && file.TryGetProperty("Network", out var settings) && settings.TryGetProperty("VxlanMTU", out var mtu) && mtu.GetInt32() == network.VxlanMtu
        && (file.TryGetProperty("Node", out var nodes) ? nodes.EnumerateObject().Count() : 0) == network.Nodes.Count
        && network.Nodes.All(n => nodes.TryGetProperty(n.Name, out var node)
            && Texts(node, "PreUp").SequenceEqual(n.PreUp)
            && Texts(node, "Address").SequenceEqual(n.Address.Select(a => a.ToString()))
            && (node.TryGetProperty("ListenPort", out var port) ? port.GetInt32() : 0) == n.ListenPort);

    private static string[] Texts(JsonElement node, string key) => node.TryGetProperty(key, out var list) ? list.Texts() : [];

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
