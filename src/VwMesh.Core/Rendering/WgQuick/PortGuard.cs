using System.Globalization;
using VwMesh.Model;

namespace VwMesh.Rendering.WgQuick;

/// <summary>The commands that close the VXLAN port to everyone but the tunnel, and open it again.</summary>
/// <param name="Raise">What makes the guard, in the place of one that is there; <see langword="null"/> without a guard.</param>
/// <param name="Lower">What removes it and is content when it is gone already.</param>
/// <param name="Discard">What removes it after a failure, whatever of it there is; its errors do not count. It has no single quotes.</param>
internal sealed record PortGuard(string? Raise, string? Lower, string? Discard)
{
    internal static PortGuard Of(Network network) => network.Guard switch
    {
        Guard.Nftables => Nftables(network),
        Guard.Iptables => Iptables(network),
        _ => new PortGuard(null, null, null),
    };

    private static PortGuard Nftables(Network network)
    {
        var table = "inet " + TableName(network.Name);
        var vxlan = Vxlan($"udp dport {network.VxlanPort} @th,96,24 {network.VxlanId} drop");
        // Adding before deleting makes the deletion right whether the table is there or not; the whole is one transaction.
        return new PortGuard(
            $"nft 'table {table}; delete table {table}; table {table} {{"
                + $" chain input {{ type filter hook input priority raw; iifname != \"%i\" {vxlan}; }};"
                + $" chain output {{ type filter hook output priority raw; oifname != \"%i\" {vxlan}; }}; }}'",
            $"nft 'table {table}; delete table {table}'",
            $"nft delete table {table}");
    }

    // The kernel opens an IPv4 socket alone for a VXLAN between IPv4 addresses, so that ip6tables would have nothing to guard.
    // The mangle table has both hooks, comes before filter, and input comes after reassembly, so that fragments do not pass.
    private static PortGuard Iptables(Network network)
    {
        RefusePattern(network.Name);
        const string Chain = "vwmesh-%i";
        const string Rules = "iptables -w -t mangle";
        // Behind the IPv4 header, whose length is in it, 8 bytes of UDP and 4 of VXLAN come before the VNI. \x26 is the ampersand.
        var vni = Vxlan($"-p udp --dport {network.VxlanPort} -m u32 --u32 $'0>>22\\x260x3C@12>>8={network.VxlanId}'");
        return new PortGuard(
            $"t='{Rules}'; $t -N {Chain} 2>/dev/null || $t -F {Chain}; $t -A {Chain} -i %i -j RETURN; $t -A {Chain} -o %i -j RETURN;"
                + $" $t -A {Chain} {vni} -j DROP;"
                + $" for c in INPUT OUTPUT; do $t -C $c -p udp -j {Chain} 2>/dev/null || $t -I $c -p udp -j {Chain}; done",
            $"t='{Rules}'; for c in INPUT OUTPUT; do ! $t -C $c -p udp -j {Chain} 2>/dev/null || $t -D $c -p udp -j {Chain}; done;"
                + $" ! $t -S {Chain} >/dev/null 2>/dev/null || {{ $t -F {Chain}; $t -X {Chain}; }}",
            $"t=\"{Rules}\"; for c in INPUT OUTPUT; do $t -D $c -p udp -j {Chain}; done; $t -F {Chain}; $t -X {Chain}");
    }

    /// <summary>Refuses a name that iptables takes for a pattern.</summary>
    /// <exception cref="VwMeshException">It is one (<c>InterfaceNameIsPattern</c>).</exception>
    internal static void RefusePattern(string network)
    {
        if (network.EndsWith('+'))
        {
            throw new VwMeshException("InterfaceNameIsPattern", ErrorKind.InvalidOperation,
                $"iptables takes {Quoted.Show(network)} for every interface that begins so; guard the network with Nftables, or name it otherwise.", network);
        }
    }

    private static string Vxlan(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // nft's identifiers have no '=' and '+', but '.' and '/', which interface names here do not have.
    internal static string TableName(string network) =>
        network.AsSpan().ContainsAny('=', '+') ? "vwmesh-" + network.Replace('=', '.').Replace('+', '/') : "vwmesh-%i";
}
