using VwMesh.Model;

namespace VwMesh.Checks.Nodes;

/// <summary>Where an endpoint is, however it is spelt.</summary>
/// <param name="Host">The address, or the name in lower case without a dot at its end.</param>
/// <param name="Port">The port.</param>
internal readonly record struct EndpointPlace(string Host, int Port)
{
    internal const string Key = "Endpoint";

    internal static EndpointPlace Of(Endpoint endpoint) =>
        new(endpoint.Address?.ToString() ?? endpoint.Host.TrimEnd('.').ToLowerInvariant(), endpoint.Port);
}
