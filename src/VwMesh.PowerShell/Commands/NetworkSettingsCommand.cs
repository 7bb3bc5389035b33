using System.Management.Automation;
using System.Net;
using VwMesh.Addressing;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>A cmdlet that gives networks settings, one parameter each.</summary>
public abstract class NetworkSettingsCommand : VwCommand
{
    private protected const string ByName = "Name";
    private protected const string ByObject = "Network";

    private static readonly char[] Separators = [',', ' ', '\t', '\n', '\r'];
    private readonly HashSet<string> _unknown = new(StringComparer.OrdinalIgnoreCase);
    private RowParameters? _columns;
    private int _count;

    /// <summary>The IPv4 prefix that nodes get their addresses from, such as 172.20.10.0/24; empty for none.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? AddressPoolIPv4 { get; set; }

    /// <summary>The IPv6 prefix in which each node's address follows from its key, such as 2001:db8:42::/64; empty for none.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
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

    /// <summary>Lets the Ethernet's packets from the tunnels through each node's firewall, whose default may be to drop.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [YesOrNo]
    public SwitchParameter OpenFirewall { get; set; }

    /// <summary>Which groups have tunnels with which: rules such as hub:* or eu:eu, where * is every node. Empty for a full mesh.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(PeeringCompleter))]
    public string[]? Peering { get; set; }

    /// <summary>Gives each pair of nodes a preshared key, which follows from a random seed in the network's file.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [YesOrNo]
    public SwitchParameter PresharedKey { get; set; }

    /// <summary>How nodes learn of the networks behind other nodes (Subnets): Static, by routes in their configurations; Babel, by the routing daemon; None.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [ValidateSet(nameof(SubnetRouting.Static), nameof(SubnetRouting.Babel), nameof(SubnetRouting.None))]
    public string? Routing { get; set; }

    /// <summary>Networks: objects, rows of a table, or names. Of an object only which one it is is taken; of a row, every column.</summary>
    // In the default set: the binder then gives this parameter every piped object, and looks at no property of it.
    [Parameter(ParameterSetName = ByObject, ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>The parameters that have their values from a row.</summary>
    private protected RowParameters Columns => _columns ??= new RowParameters(this);

    /// <summary>Whether a parameter has a value, from the command line or from a row.</summary>
    private protected bool HasValue(string parameter) => IsGiven(parameter) || Columns.Has(parameter);

    /// <summary>Handles each network that arrived.</summary>
    protected override void ProcessRecord() => Try(() =>
    {
        RequireValues();
        if (!IsGiven(nameof(InputObject)))
        {
            ProcessNamed();
            return;
        }
        foreach (var piped in Piped(InputObject))
            Try(() => ProcessPiped(piped));
    });

    /// <summary>Handles the networks that the command line names.</summary>
    private protected abstract void ProcessNamed();

    /// <summary>Handles what was piped, its columns taken.</summary>
    private protected abstract void Process(PipedObject piped);

    /// <summary>A network with the settings that were given.</summary>
    /// <exception cref="VwMeshException">A value is malformed or out of range.</exception>
    private protected Network Apply(Network network)
    {
        var changed = WithSettings(network);
        if (VxlanMtu is not null || HasValue(nameof(AddressPoolIPv6)))
            GivenSettings.RequireMtu(changed);
        return changed;
    }

    private Network WithSettings(Network network) => network with
    {
        AddressPoolIPv4 = Pool(nameof(AddressPoolIPv4), AddressPoolIPv4, NetworkPrefix.ParsePoolIPv4, network.AddressPoolIPv4),
        AddressPoolIPv6 = Pool(nameof(AddressPoolIPv6), AddressPoolIPv6, NetworkPrefix.ParsePoolIPv6, network.AddressPoolIPv6),
        Peering = HasValue(nameof(Peering)) ? Rules(Peering) : network.Peering,
        VxlanId = VxlanId ?? network.VxlanId,
        VxlanMtu = VxlanMtu ?? network.VxlanMtu,
        VxlanPort = VxlanPort ?? network.VxlanPort,
        Guard = Guard is null ? network.Guard : Enum.Parse<Guard>(Guard, ignoreCase: true),
        OpenFirewall = HasValue(nameof(OpenFirewall)) ? OpenFirewall.IsPresent : network.OpenFirewall,
        PresharedKeySeed = !HasValue(nameof(PresharedKey)) ? network.PresharedKeySeed : PresharedKey ? network.PresharedKeySeed ?? PresharedKeySeed.Generate() : null,
        PresharedKeyEpoch = HasValue(nameof(PresharedKey)) && !PresharedKey ? 0 : network.PresharedKeyEpoch,
        Routing = Routing is null ? network.Routing : Enum.Parse<SubnetRouting>(Routing, ignoreCase: true),
    };

    // One string may hold several rules, as a cell of a CSV file does.
    private static ValueList<PeeringRule> Rules(string[]? texts) =>
        (texts ?? []).SelectMany(t => t.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(PeeringRule.Parse).Distinct().ToValueList() is { Count: > 0 } rules ? rules : PeeringRule.FullMesh;

    private IPNetwork? Pool(string parameter, string? text, Func<string, IPNetwork> parse, IPNetwork? before) =>
        !HasValue(parameter) ? before
        : string.IsNullOrWhiteSpace(text) ? null
        : GivenSettings.AcceptPool(parse(text.Trim()));

    private void ProcessPiped(PipedObject piped)
    {
        _count++;
        try
        {
            if (piped.IsRow)
            {
                Columns.Take(piped);
                var unknown = Columns.Unknown(piped, typeof(VwNetwork).GetProperties().Select(p => p.Name).Append("Network")).Where(_unknown.Add).ToList();
                if (unknown.Count > 0)
                    WriteWarning($"No parameter of {MyInvocation.MyCommand.Name} takes the columns {string.Join(", ", unknown.Select(c => Quoted.Show(c)))}: they change nothing.");
            }
            Process(piped);
        }
        catch (VwMeshException e) when (piped.IsRow)
        {
            throw e.At($"Row {_count}");
        }
        finally
        {
            Columns.Reset();
        }
    }
}
