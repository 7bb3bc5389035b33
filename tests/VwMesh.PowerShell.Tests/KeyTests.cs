namespace VwMesh.PowerShellTests;

public sealed class KeyTests : IDisposable
{
    private readonly Session _session = new();

    [Fact]
    public void A_key_object_hides_itself()
    {
        var text = _session.GetOne<string>("\"$(New-VwKey)\"");
        Assert.Equal("(hidden)", text);
    }

    public void Dispose() => _session.Dispose();
}
