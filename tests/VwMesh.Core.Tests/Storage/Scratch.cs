using VwMesh.Model;
using VwMesh.Storage;
using VwMesh.Storage.Editing;
namespace VwMesh.CoreTests.Storage;
public class Scratch
{
    [Fact]
    public void Go()
    {
        var file = new RandomNetworkText(int.Parse(Environment.GetEnvironmentVariable("SEED")!, null));
        var r = NetworkFile.Parse("/tmp/x.toml", file.Text.TrimStart('\ufeff'));
        var edit = new EditorPropertyTests.RandomEdit(new Random(int.Parse(Environment.GetEnvironmentVariable("SEED")!, null)), r.Network!);
        var w = WantedNetwork.Of(r, edit.Wanted);
        var t = NetworkEditor.Edit(r.Document!, r.Network!, w.Network);
        Console.WriteLine(t);
        var a = NetworkFile.Parse("/tmp/x.toml", t);
        Console.WriteLine(string.Join("\n", a.Problems));
        Console.WriteLine(string.Join("\n", w.Network.Blocked) + " / " + string.Join("\n", a.Network?.Blocked ?? new HashSet<NodePair>()));
        foreach (var (x, y) in w.Network.Nodes.Zip(a.Network?.Nodes ?? [])) Console.WriteLine($"{x.Equals(y)}\n{x.GetHashCode()} {x.StoredName} {x.Name} {x.Address} {x.Endpoint}\n{y.StoredName} {y.Name} {y.Address} {y.Endpoint}");
    }
}
