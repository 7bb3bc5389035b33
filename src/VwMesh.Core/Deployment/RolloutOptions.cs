namespace VwMesh.Deployment;

/// <summary>How a deployment goes through the nodes.</summary>
/// <param name="ThrottleLimit">How many nodes at the same time, 1 or more.</param>
/// <param name="Waves">How many nodes each of the first waves has, 1 or more; all nodes after them are the last wave. A wave begins when each node before it has succeeded.</param>
/// <param name="MaxFailures">After how many failed nodes no further one is begun; <see langword="null"/> for never.</param>
/// <param name="ConfirmTimeout">After how long a node puts itself back that is not reached again.</param>
/// <param name="IsForced">Whether a machine that seems to be another node is made this one.</param>
/// <param name="Verifies">Whether a node keeps its change only when it still reaches the peers that it reached before.</param>
/// <param name="IsRemoval">Whether the network is taken off the nodes.</param>
public sealed record RolloutOptions(int ThrottleLimit, IReadOnlyList<int> Waves, int? MaxFailures, TimeSpan ConfirmTimeout, bool IsForced = false, bool Verifies = false, bool IsRemoval = false);
