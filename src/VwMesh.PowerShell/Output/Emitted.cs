using VwMesh.Checks;
using VwMesh.Deployment;
using VwMesh.Links;
using VwMesh.Live;
using VwMesh.Model;
using VwMesh.Rendering;
using VwMesh.Rendering.Diagram;
using VwMesh.Rendering.Routing;
using VwMesh.Rendering.Zone;
using VwMesh.Storage;
using VwMesh.Traffic;

namespace VwMesh.Output;

/// <summary>Gives each object of the model the shape in which cmdlets emit it.</summary>
internal static class Emitted
{
    internal static object? Of(object? value) => value switch
    {
        Network network => new VwNetwork(network),
        Node node => new VwNode(node),
        Link link => new VwPeer(link),
        NodeStatus status => new VwNodeStatus(status),
        PeerTest test => new VwPeerTest(test),
        NodeDifference difference => new VwNodeDifference(difference),
        DeploymentResult result => new VwDeployment(result),
        RegistrationResult result => new VwRegistration(result),
        Diagnostic diagnostic => new VwDiagnostic(diagnostic),
        ExportedFile file => new VwExportedFile(file),
        NodeConfig config => new VwNodeConfig(config),
        RoutingConfig config => new VwRoutingConfig(config),
        DiagramFile picture => new VwDiagram(picture),
        ZoneFile zone => new VwDnsZone(zone),
        PublicKey key => Text.Of(key),
        PrivateKey key => new VwPrivateKey(key),
        _ => value,
    };
}
