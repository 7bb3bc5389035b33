namespace VwMesh.PowerShellTests;

/// <summary>A test with an engine of its own, and the network that most of them need.</summary>
public abstract class EngineTest : IDisposable
{
    private protected Session Session { get; } = new();

    public void Dispose()
    {
        Session.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes the network wg0 with nodes a, b and c; a has an endpoint.</summary>
    private protected void MakeNetwork() => Session.Get("""
        New-VwNetwork wg0 -AddressPoolIPv4 172.20.10.0/24 -AddressPoolIPv6 2001:db8:42::/64
        Add-VwNode wg0 a, b, c
        Set-VwNode wg0 a -Endpoint a.example.net -ListenPort 1234
        """);

    private protected string FileText(string network = "wg0") => File.ReadAllText(Session.PathOf($"{network}.toml"));
}
