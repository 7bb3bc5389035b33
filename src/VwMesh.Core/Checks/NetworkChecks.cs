using VwMesh.Checks.Files;
using VwMesh.Checks.Neighbours;
using VwMesh.Checks.Nodes;
using VwMesh.Checks.Reach;
using VwMesh.Checks.Settings;
using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Checks;

/// <summary>Runs the rules over a network. The work grows with the number of nodes and of blocked pairs, not with that of all pairs.</summary>
public static class NetworkChecks
{
    /// <summary>Every rule, in the order of their codes.</summary>
    internal static IReadOnlyList<Check> All { get; } =
    [
        new UnreadableValue(), new FileOpenToOthers(), new MisspeltKey(), new MisplacedKey(), new ShadowedFile(),
        new UnusableNetworkName(), new FragmentingMtu(), new FragmentingMtuOverIPv6(), new MtuTooSmallForIPv6(), new GuardIsOff(),
        new GuardTakesNameForPattern(), new UnknownBlockedNode(), new PoolInLinkLayerRange(), new NameOfHostInterface(), new ManyNeighbours(), new UnheededByVwgen(),
        new MissingPrivateKey(), new WeakPrivateKey(), new MissingLinkLayerAddress(),
        new DuplicateAddress(), new DuplicateLinkLayerAddress(), new DuplicateKey(), new DuplicateMacAddress(), new DuplicateIPv6Address(),
        new DuplicateEndpoint(), new DuplicateAllowedIPs(), new NestedAllowedIPs(),
        new AddressOutsidePool(), new UnusableAddress(), new PrefixLengthDiffers(), new AddressInLinkLayerRange(),
        new CloudLinkLayerAddress(), new UnusualLinkLayerAddress(), new NarrowLinkLayerPrefix(), new LinkLayerAddressNotAllowed(), new PoolInAllowedIPs(),
        new UnusableEndpoint(), new EndpointInsideMesh(), new EndpointPortDiffers(), new EndpointWithoutListenPort(), new ListenPortIsVxlanPort(),
        new NoKeepalive(), new SaveConfigIsOn(), new UPnPWithoutListenPort(), new UnusableHook(), new NameIsNoHostName(), new LookAlikeNames(),
        new SubnetOfTwo(), new NestedSubnets(), new SubnetHoldsEndpoint(), new SubnetInMesh(), new SubnetWithoutGateway(), new UnroutedAllowedIPs(),
        new OldKey(), new PreviousKeyAccepted(),
        new NoPossiblePeer(), new MeshInParts(), new NotTransitive(), new MixedAddressFamilies(), new BlockedPairs(),
        new PairsWithoutPath(), new IndispensableRelay(), new RelayForNobody(), new RuleWithoutEffect(), new GroupWithoutRule(),
        new SharedVni(), new SharedEndpoint(), new SharedListenPort(), new SharedAddressRange(), new SharedKey(), new CopiedNetwork(),
        new LinkLayerAddressOfAnotherMachine(), new LinkLayerAddressInBoth(), new SharedInterfaceName(),
    ];

    /// <summary>Checks a network by itself and among its neighbours.</summary>
    /// <param name="file">The network's file as it was read; one that could not be read gives the reasons as errors.</param>
    /// <param name="neighbours">The other networks whose nodes may be the same machines, commonly those in the same folder. The network itself is passed over.</param>
    /// <param name="ofOthers">Networks of other users in the folder, which cannot keep this one from being exported: they give warnings at most.</param>
    /// <returns>The diagnostics: the worst first, then in the order of the file.</returns>
    public static IReadOnlyList<Diagnostic> Run(NetworkReading file, IEnumerable<Network> neighbours, IEnumerable<Network>? ofOthers = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(neighbours);
        var mesh = file.Network is { } network ? new Mesh(network) : null;
        // Most rules ask for the keys; all processors derive them.
        Parallel.ForEach(file.Network?.Nodes ?? [], node => _ = node.PublicKey);
        ILookup<bool, Network> Beside(IEnumerable<Network> networks) =>
            networks.Where(n => n.Path != file.Path).ToLookup(n => file.Network is { } own && CopiedNetwork.AreCopies(own, n));
        var (own, others) = (Beside(neighbours), Beside(ofOthers ?? []));
        return
        [
            .. All.SelectMany(check => Find(check, file, mesh, own).Select(finding => Place(check, check.Severity, finding, file)))
                .Concat(All.OfType<NeighbourCheck>().SelectMany(check => Find(check, file, mesh, others)
                    .Select(finding => Place(check, check.Severity == Severity.Error ? Severity.Warning : check.Severity, finding, file))))
                .OrderByDescending(d => d.Severity).ThenBy(d => d.Line).ThenBy(d => d.Column),
        ];
    }

    private static IEnumerable<Finding> Find(Check check, NetworkReading file, Mesh? mesh, ILookup<bool, Network> areCopies) => check switch
    {
        FileCheck rule => rule.Find(file),
        NetworkCheck rule when mesh is not null => rule.Find(mesh),
        NeighbourCheck rule when mesh is not null => rule.Find(mesh.Network, [.. areCopies[rule.IsAboutCopies]]),
        _ => [],
    };

    private static Diagnostic Place(Check check, Severity severity, Finding finding, NetworkReading file)
    {
        var position = finding.Position ?? file.PositionOf(finding.Node, finding.Key);
        return new Diagnostic(check.Code, severity, file.Identity, finding.Node, finding.Key, finding.Message, finding.Remedy,
            position?.Line, position?.Column);
    }
}
