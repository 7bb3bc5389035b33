using CsCheck;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.CoreTests.Storage;

/// <summary>Random edits of random files: the file says exactly what was wanted, and every line it was not about is as it was.</summary>
public sealed class EditorPropertyTests : IDisposable
{
    private static readonly LockWait Wait = new(TimeSpan.FromSeconds(10));
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_edit_does_what_it_is_for_and_nothing_else() =>
        Gen.Int.Sample(seed => Edit(seed), iter: 1000, threads: 1);

    private void Edit(int seed)
    {
        var file = new RandomNetworkText(seed);
        var path = _folder.Write("net.toml", file.Text);
        Assert.True(NetworkFile.Inspect(path).Problems.Count == 0, $"{string.Join('\n', NetworkFile.Inspect(path).Problems)}\n{file.Text}");
        using var transaction = NetworkTransaction.Begin(path, Wait);
        var edit = new RandomEdit(new Random(seed), transaction.Network);
        Network committed;
        try
        {
            committed = transaction.Commit(edit.Wanted);
        }
        catch (VwMeshException e)
        {
            throw new InvalidOperationException($"{e.Message}\n{edit}\n{file.Text}\n", e);
        }
        var after = File.ReadAllText(path);
        var story = $"{edit}\n--- before\n{file.Text}\n--- after\n{after}";
        Assert.Equal(committed, NetworkFile.Read(path));
        Assert.True(edit.IsIn(committed), story);

        var kept = file.Lines.Where(l => l.Text.Trim().Length > 0 && !l.About.Any(edit.Touched.Contains)).Select(l => l.Text).ToList();
        var lines = after.Split(file.NewLine);
        var next = 0;
        foreach (var line in lines)
        {
            if (next < kept.Count && line.TrimStart('\ufeff') == kept[next])
                next++;
        }
        Assert.True(next == kept.Count, $"lost or changed: {(next < kept.Count ? kept[next] : "")}\n{story}");
        Assert.True(file.NewLine == "\n" || after.Replace("\r\n", "", StringComparison.Ordinal).IndexOfAny(['\r', '\n']) < 0, $"line endings\n{story}");
        Assert.Equal(file.HasBom, File.ReadAllBytes(path).AsSpan().StartsWith("\ufeff"u8));
    }
}
