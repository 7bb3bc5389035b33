using VwMesh.Checks;
using VwMesh.Storage;

namespace VwMesh.CoreTests.Checks;

/// <summary>A network of three nodes about which there is nothing to say, and variations of its file.</summary>
internal sealed record SoundNetwork(string Text, string Name = "mesh")
{
    public const string KeyOfA = "uB/4dfBzxGTTG+fMSK7twpdsv9sPy52wl/kb3jbjf00=";
    public const string KeyOfB = "EJLj/a5E0cX8JlWe4I+32UXyQH/KBtzupxKv9L/XJXU=";
    public const string KeyOfC = "2LTve2PY84qxtP2ImrJMn7L3Gs1SI5DlOm8uOJ0pLHo=";

    public static SoundNetwork Mesh { get; } = new($"""
        [Network]
        AddressPoolIPv4 = "10.20.0.0/24"
        AddressPoolIPv6 = "fd00:20::/64"
        VxlanID = 20
        VxlanMTU = 1370
        VxlanPort = 4789

        [Node.a]
        Address = ["10.20.0.1/24"]
        AllowedIPs = ["169.254.1.1/32"]
        Endpoint = "192.0.2.1:51821"
        LinkLayerAddress = ["169.254.1.1/16"]
        ListenPort = 51821
        PersistentKeepalive = 0
        PrivateKey = "{KeyOfA}"

        [Node.b]
        Address = ["10.20.0.2/24"]
        AllowedIPs = ["169.254.1.2/32"]
        Endpoint = "192.0.2.2:51822"
        LinkLayerAddress = ["169.254.1.2/16"]
        ListenPort = 51822
        PrivateKey = "{KeyOfB}"

        [Node.c]
        Address = ["10.20.0.3/24"]
        AllowedIPs = ["169.254.1.3/32"]
        LinkLayerAddress = ["169.254.1.3/16"]
        ListenPort = 51823
        PersistentKeepalive = 25
        PrivateKey = "{KeyOfC}"
        """);

    /// <summary>Another network that shares nothing with the first but the names of its nodes.</summary>
    public static SoundNetwork Neighbour { get; } = new($"""
        [Network]
        AddressPoolIPv4 = "10.30.0.0/24"
        AddressPoolIPv6 = "fd00:30::/64"
        VxlanID = 30
        VxlanMTU = 1370
        VxlanPort = 4789

        [Node.a]
        Address = ["10.30.0.1/24"]
        AllowedIPs = ["169.254.1.1/32"]
        Endpoint = "192.0.2.1:51831"
        LinkLayerAddress = ["169.254.1.1/16"]
        ListenPort = 51831
        PrivateKey = "6BzIYxlNDs7MG9lN5O+6qSW72nZmHqTClsBP72wayVY="

        [Node.b]
        Address = ["10.30.0.2/24"]
        AllowedIPs = ["169.254.1.2/32"]
        Endpoint = "192.0.2.2:51832"
        LinkLayerAddress = ["169.254.1.2/16"]
        ListenPort = 51832
        PrivateKey = "KAzdL0M9tE0u8NOK30PXMX0fk9r4pc5cOGUYeqMR+0w="
        """, "other");

    /// <summary>The file with some text in the place of another, everywhere it is.</summary>
    public SoundNetwork With(string before, string after)
    {
        Assert.Contains(before, Text, StringComparison.Ordinal);
        return this with { Text = Text.Replace(before, after, StringComparison.Ordinal) };
    }

    public SoundNetwork Without(string line) => With(line + "\n", "");

    /// <summary>The file with lines at the end, which is the end of node c.</summary>
    public SoundNetwork Plus(string lines) => this with { Text = $"{Text}\n{lines}" };

    public SoundNetwork Named(string name) => this with { Name = name };

    public NetworkReading Read() => NetworkFile.Parse($"/nowhere/{Name}.toml", Text);

    public IReadOnlyList<Diagnostic> Check(params SoundNetwork[] neighbours) =>
        NetworkChecks.Run(Read(), neighbours.Select(n => NetworkFile.Require(n.Read())));

    /// <summary>The codes of what is found, with the node after a colon.</summary>
    public string[] Codes(params SoundNetwork[] neighbours) =>
        [.. Check(neighbours).Select(d => d.Node is null ? d.Code : $"{d.Code}:{d.Node}").Order(StringComparer.Ordinal)];
}
