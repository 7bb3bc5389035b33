using System.Net;
using System.Security.Cryptography;
using VwMesh.Model;

namespace VwMesh.Addressing;

/// <summary>The settings of a new network where none are given, chosen so that no network beside it is disturbed.</summary>
public static class NetworkDefaults
{
    /// <summary>The largest MTU that no path of 1500 bytes fragments: 1500 − 80 for WireGuard over IPv6 − 50 for VXLAN over IPv4.</summary>
    public const int VxlanMtu = 1370;

    /// <summary>The port of VXLAN at IANA.</summary>
    public const int VxlanPort = 4789;

    private static readonly IPNetwork PrivateUse = IPNetwork.Parse("10.0.0.0/8");

    /// <summary>A new network with defaults: a random /24 of 10.0.0.0/8 and a random VNI that no other network has, a /64 of a random unique local prefix (RFC 4193).</summary>
    /// <param name="path">The full path the network's file will have; the file's name is the network's.</param>
    /// <param name="others">The networks beside it.</param>
    /// <returns>The network, not yet in a file.</returns>
    /// <exception cref="VwMeshException">The name cannot name an interface (<c>InvalidNetworkName</c>), or 10.0.0.0/8 has no free /24 (<c>AddressPoolFull</c>).</exception>
    public static Network New(string path, IReadOnlyCollection<Network> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        var identity = NetworkIdentity.OfFile(path);
        NetworkName.Parse(identity.Name);
        return new Network(identity)
        {
            AddressPoolIPv4 = FreePool([.. others.Select(n => n.AddressPoolIPv4).OfType<IPNetwork>()]),
            AddressPoolIPv6 = UniqueLocalPool(),
            VxlanId = FreeVni([.. others.Select(n => n.VxlanId)]),
            VxlanMtu = VxlanMtu,
            VxlanPort = VxlanPort,
        };
    }

    private static IPNetwork FreePool(IReadOnlyCollection<IPNetwork> taken)
    {
        var free = Enumerable.Range(0, 1 << 16)
            .Select(i => new IPNetwork(new IPAddress([10, (byte)(i >> 8), (byte)i, 0]), 24))
            .Where(pool => !taken.Any(other => other.Contains(pool.BaseAddress) || pool.Contains(other.BaseAddress))).ToList();
        return free.Count > 0
            ? free[RandomNumberGenerator.GetInt32(free.Count)]
            : throw new VwMeshException("AddressPoolFull", ErrorKind.LimitsExceeded,
                $"The networks here leave no /24 of {PrivateUse} free; name a pool with -AddressPoolIPv4.", PrivateUse);
    }

    private static IPNetwork UniqueLocalPool()
    {
        var bytes = new byte[16];
        bytes[0] = 0xfd;
        RandomNumberGenerator.Fill(bytes.AsSpan(1, 5));
        return new IPNetwork(new IPAddress(bytes), 64);
    }

    private static int FreeVni(HashSet<int> taken)
    {
        while (true)
        {
            var vni = RandomNumberGenerator.GetInt32(1, 1 << 24);
            if (taken.All(other => Network.RoutePreferenceOf(other) != Network.RoutePreferenceOf(vni)))
                return vni;
        }
    }
}
