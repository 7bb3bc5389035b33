using System.Management.Automation;
using System.Net;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Model;

namespace VwMesh.Commands;

/// <summary>A cmdlet that gives networks settings, one parameter each.</summary>
public abstract class NetworkSettingsCommand : VwCommand
{
    private protected const string ByName = "Name";
    private protected const string ByObject = "Network";

    /// <summary>The IPv4 prefix that nodes get their addresses from, such as 172.20.10.0/24; empty for none.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? AddressPoolIPv4 { get; set; }

    /// <summary>The IPv6 prefix in which each node's address follows from its key, such as 2001:db8:42::/64; empty for none.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowNull]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? AddressPoolIPv6 { get; set; }

    /// <summary>The VXLAN network identifier (VNI), 1 to 16777215.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [NumberText]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public int? VxlanId { get; set; }

    /// <summary>The MTU inside the mesh in bytes, 68 to 65405. On paths of 1500 bytes 1370 never fragments; 1390 where all underlays are IPv4.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [NumberText]
    [ArgumentCompleter(typeof(VxlanMtuCompleter))]
    public int? VxlanMtu { get; set; }

    /// <summary>The UDP port of VXLAN inside the tunnel, 1 to 65535.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [NumberText]
    [ArgumentCompleter(typeof(VxlanPortCompleter))]
    public int? VxlanPort { get; set; }

    /// <summary>What closes the VXLAN port to everyone but the tunnel: Nftables, Iptables or None.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [ValidateSet(nameof(Model.Guard.Nftables), nameof(Model.Guard.Iptables), nameof(Model.Guard.None))]
    public string? Guard { get; set; }

    /// <summary>A network with the settings that were given.</summary>
    /// <exception cref="VwMeshException">A value is malformed or out of range.</exception>
    private protected Network Apply(Network network) => network with
    {
        AddressPoolIPv4 = Pool(nameof(AddressPoolIPv4), AddressPoolIPv4, NetworkPrefix.ParsePoolIPv4, network.AddressPoolIPv4),
        AddressPoolIPv6 = Pool(nameof(AddressPoolIPv6), AddressPoolIPv6, NetworkPrefix.ParsePoolIPv6, network.AddressPoolIPv6),
        VxlanId = VxlanId ?? network.VxlanId,
        VxlanMtu = VxlanMtu ?? network.VxlanMtu,
        VxlanPort = VxlanPort ?? network.VxlanPort,
        Guard = Guard is null ? network.Guard : Enum.Parse<Guard>(Guard, ignoreCase: true),
    };

    private IPNetwork? Pool(string parameter, string? text, Func<string, IPNetwork> parse, IPNetwork? before) =>
        !MyInvocation.BoundParameters.ContainsKey(parameter) ? before
        : string.IsNullOrWhiteSpace(text) ? null
        : parse(text.Trim());
}
