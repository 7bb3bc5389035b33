using System.Globalization;
using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Completion;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Commands;

/// <summary>A cmdlet that gives nodes settings, one parameter each.</summary>
public abstract class NodeSettingsCommand : NodeCommand
{
    private const string PortColumn = "Port";
    private static readonly char[] Separators = [',', ' ', '\t', '\n', '\r'];

    private readonly HashSet<string> _unknown = new(StringComparer.OrdinalIgnoreCase);
    private PipedObject? _row;

    /// <summary>Addresses of the VXLAN interface with prefix length, such as 172.20.10.1/24.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [Column(AlsoNamed = "IPAddress")]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string[]? Address { get; set; }

    /// <summary>Prefixes that the others route to the node inside WireGuard; its link-layer addresses are always among them.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string[]? AllowedIPs { get; set; }

    /// <summary>A description for people, one line of any text: comments, zones and pictures show it. Empty for none.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Description { get; set; }

    /// <summary>Where the others reach the node: host:port, 192.0.2.1:port, [2001:db8::1]:port; without a port, the node's ListenPort. Empty for none.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? Endpoint { get; set; }

    /// <summary>The 32-bit mark of outgoing packets, decimal or 0x…; 0 or off for none.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [NumberText(OffIsZero = true)]
    [ArgumentCompleter(typeof(FwMarkCompleter))]
    public uint? FwMark { get; set; }

    /// <summary>The groups the node is in, which the network's peering rules name. Empty for none.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(GroupCompleter))]
    public string[]? Groups { get; set; }

    /// <summary>Addresses of the WireGuard interface, from 169.254.0.0/16; AllowedIPs follow.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string[]? LinkLayerAddress { get; set; }

    /// <summary>The UDP port WireGuard listens on, 0 to 65535; 0 lets the kernel choose.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [NumberText]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public int? ListenPort { get; set; }

    /// <summary>Seconds between keepalives towards every peer, 0 to 65535; 0 or off for none. 25 suits a node behind NAT.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [NumberText(OffIsZero = true)]
    [ArgumentCompleter(typeof(KeepaliveCompleter))]
    public int? PersistentKeepalive { get; set; }

    /// <summary>The private key, as a SecureString or as New-VwKey emits it.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [PrivateKeyTransformation]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public PrivateKey? PrivateKey { get; set; }

    /// <summary>A file with the private key, as wg genkey writes it.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? PrivateKeyPath { get; set; }

    /// <summary>The public half of a private key that stays on the node, as wg pubkey writes it.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? PublicKey { get; set; }

    /// <summary>Lets the node forward the traffic of nodes that have no tunnel with each other.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [YesOrNo]
    public SwitchParameter Relay { get; set; }

    /// <summary>Lets wg-quick write the running state over the file when the interface goes down.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [YesOrNo]
    public SwitchParameter SaveConfig { get; set; }

    /// <summary>The networks behind the node, such as 192.168.10.0/24, for which it is the gateway. Empty for none.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string[]? Subnets { get; set; }

    /// <summary>Lets the node ask its router by UPnP to forward the listen port.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [YesOrNo]
    public SwitchParameter UPnP { get; set; }

    /// <summary>The ssh destination by which the node is managed: a host name, an address, an alias of the ssh configuration. Empty for the host of its endpoint.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public string? HostName { get; set; }

    /// <summary>The account on the node: root, or one that may use sudo without a password. Empty for what ssh takes by itself.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    [Alias("UserName")]
    public string? SshUserName { get; set; }

    /// <summary>The TCP port of the node's ssh server, 1 to 65535; 0 or empty removes the setting.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [NumberText(OffIsZero = true)]
    [Alias("Port")]
    [ArgumentCompleter(typeof(FreeTextCompleter))]
    public int? SshPort { get; set; }

    /// <summary>The key file to log in to the node with; a relative path starts at the folder of the network's file. Empty for what ssh takes by itself.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [Alias("KeyFilePath")]
    public string? SshKeyFilePath { get; set; }

    /// <summary>Commands before the VXLAN interface is made, one line of shell each; %i is the interface.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [Column(HasLines = true)]
    public string[]? PreUp { get; set; }

    /// <summary>Commands when everything is up, one line of shell each; v%i is the VXLAN interface.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [Column(HasLines = true)]
    public string[]? PostUp { get; set; }

    /// <summary>Commands before anything is taken down, one line of shell each.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [Column(HasLines = true)]
    public string[]? PreDown { get; set; }

    /// <summary>Commands when everything is down, one line of shell each.</summary>
    [Parameter(ParameterSetName = ByObject)]
    [Parameter(ParameterSetName = ByName, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    [AllowEmptyString]
    [Column(HasLines = true)]
    public string[]? PostDown { get; set; }

    /// <summary>Takes the columns of a row, and warns of those that say nothing.</summary>
    private protected override void Take(PipedObject piped)
    {
        base.Take(piped);
        _row = piped.IsRow ? piped : null;
        if (_row is null)
            return;
        var unknown = Columns.Unknown(_row, typeof(VwNode).GetProperties().Select(p => p.Name).Append("Node").Append(PortColumn)).Where(_unknown.Add).ToList();
        if (unknown.Count > 0)
            WriteWarning($"No parameter of {MyInvocation.MyCommand.Name} takes the columns {string.Join(", ", unknown.Select(c => Quoted.Show(c)))}: they change nothing.");
    }

    /// <summary>The settings as given for the node at hand; what was not given is left open.</summary>
    /// <exception cref="VwMeshException">A value is malformed; the message names its parameter.</exception>
    private protected NodeChange Settings()
    {
        var settings = Given();
        settings.Check();
        if (settings.PrivateKey is { IsClamped: false })
            WriteWarning("The private key is not one that wg genkey or New-VwKey makes: bits are set that they clear. Perhaps it is a public key.");
        return settings;
    }

    private NodeChange Given()
    {
        var port = PortOfRow();
        var privateKey = PrivateKey is not null ? KeyInput.Accept(PrivateKey) : string.IsNullOrEmpty(PrivateKeyPath) ? null : KeyInput.Read(this, PrivateKeyPath);
        return new NodeChange
        {
            Address = List(nameof(Address), Address, InterfaceAddress.ParseGiven),
            AllowedIPs = List(nameof(AllowedIPs), AllowedIPs, NetworkPrefix.ParseAllowedIP),
            Description = Text(nameof(Description), Description),
            Endpoint = Text(nameof(Endpoint), Endpoint) is { Length: > 0 } endpoint && port is { } its ? Model.Endpoint.Parse(endpoint, its).ToString() : Text(nameof(Endpoint), Endpoint),
            FwMark = FwMark,
            Groups = List(nameof(Groups), Groups, GroupName.Parse)?.Distinct(GroupName.Comparer).ToValueList(),
            LinkLayerAddress = List(nameof(LinkLayerAddress), LinkLayerAddress, InterfaceAddress.Parse) is { Count: > 0 } given ? given : null,
            ListenPort = ListenPort ?? port,
            PersistentKeepalive = PersistentKeepalive,
            PrivateKey = privateKey,
            PublicKey = PublicKeyBeside(privateKey),
            ReplacesPrivateKey = IsGiven(nameof(PublicKey)),
            Relay = HasValue(nameof(Relay)) ? Relay.IsPresent : null,
            SaveConfig = HasValue(nameof(SaveConfig)) ? SaveConfig.IsPresent : null,
            Subnets = List(nameof(Subnets), Subnets, NetworkPrefix.ParseSubnet),
            UPnP = HasValue(nameof(UPnP)) ? UPnP.IsPresent : null,
            HostName = Text(nameof(HostName), HostName),
            UserName = Text(nameof(SshUserName), SshUserName),
            Port = SshPort,
            KeyFilePath = Text(nameof(SshKeyFilePath), SshKeyFilePath),
            PreUp = Hooks(nameof(PreUp), PreUp),
            PostUp = Hooks(nameof(PostUp), PostUp),
            PreDown = Hooks(nameof(PreDown), PreDown),
            PostDown = Hooks(nameof(PostDown), PostDown),
        };
    }

    // A row has both halves of one key. The command line may give another private key than the row's.
    private PublicKey? PublicKeyBeside(PrivateKey? privateKey)
    {
        var givesPrivate = IsGiven(nameof(PrivateKey)) || IsGiven(nameof(PrivateKeyPath));
        if (string.IsNullOrWhiteSpace(PublicKey) || (givesPrivate && !IsGiven(nameof(PublicKey))))
            return null;
        if (givesPrivate)
            throw new VwMeshException("TwoKeys", ErrorKind.InvalidArgument, "-PublicKey is for a node that keeps its private key; leave it out, or leave out the private key.", PublicKey);
        var key = Named(nameof(PublicKey), () => Model.PublicKey.ParseOfNode(PublicKey.Trim()));
        // A table that was made of nodes hides a key that is in the file: this one does not stay on the node.
        if (privateKey is null)
            return !IsGiven(nameof(PublicKey)) && _row?.Column(nameof(PrivateKey)) is not null ? null : key;
        return key.Equals(privateKey.PublicKey) ? null : throw new VwMeshException("KeysDiffer", ErrorKind.InvalidArgument,
            $"-PublicKey {Quoted.Show(key.Value)} is not the public key of the private key that is given beside it; give one of the two.", key.Value);
    }

    // A port without more is where the node is reached: that of an endpoint without one, and the one it listens on.
    private int? PortOfRow() => _row?.TextOf(PortColumn) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port
        : throw new VwMeshException("InvalidListenPort", ErrorKind.InvalidArgument, $"column {PortColumn}: {Quoted.Show(text)} is not a number.", text);

    private string? Text(string parameter, string? text) => HasValue(parameter) ? text?.Trim() ?? "" : null;

    // One string may hold several values, as a cell of a CSV file does.
    private ValueList<T>? List<T>(string parameter, string[]? texts, Func<string, T> parse) =>
        HasValue(parameter) ? Named(parameter, () => (texts ?? []).SelectMany(t => t.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(parse).Distinct().ToValueList()) : null;

    private ValueList<string>? Hooks(string parameter, string[]? texts) =>
        HasValue(parameter) ? Named(parameter, () => (texts ?? []).Where(t => t.Length > 0).Select(Hook.Parse).ToValueList()) : null;

    private static T Named<T>(string parameter, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (VwMeshException e)
        {
            throw e.At($"-{parameter}");
        }
    }
}
