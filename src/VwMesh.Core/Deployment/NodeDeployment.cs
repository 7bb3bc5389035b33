using System.Diagnostics;
using VwMesh.Links;
using VwMesh.Live;
using VwMesh.Model;

namespace VwMesh.Deployment;

/// <summary>
/// Brings one node to what the network's file wants. The node arms its own rollback before anything changes, and it is disarmed only over a
/// connection made afterwards: whatever becomes of this machine or of the way there, the node ends as it was or as it should be.
/// </summary>
internal sealed class NodeDeployment(MeshSurveyor surveyor, Node node, RolloutOptions options)
{
    private readonly TimeSpan _confirmTimeout = options.ConfirmTimeout;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);
    // How long a rollback may take that the node has begun by itself.
    private static readonly TimeSpan LongestRollback = TimeSpan.FromSeconds(20);

    // How long a node may take to check the file and arm its rollback.
    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(15);

    private const int MostNamed = 5;

    private readonly string _token = ProbeScript.NewMark();

    private Network Network => surveyor.Network;

    private string HalfBack => $"It could not put itself back; /run/vwmesh/{Network.Name}/rollback.log on it says why";

    /// <summary>Deploys; only a cancellation is thrown.</summary>
    internal async Task<DeploymentResult> RunAsync(CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        ValueList<NodeDifference> changes = [];
        try
        {
            var wanted = surveyor.Want(node);
            var (outcome, error) = await RunAsync(wanted, found => changes = found, cancellation).ConfigureAwait(false);
            return new DeploymentResult(node.Network, node.Name, outcome, changes, clock.Elapsed, error);
        }
        catch (VwMeshException e)
        {
            return new DeploymentResult(node.Network, node.Name, DeploymentOutcome.Failed, changes, clock.Elapsed, e);
        }
    }

    private async Task<(DeploymentOutcome Outcome, VwMeshException? Error)> RunAsync(
        WantedNode wanted, Action<ValueList<NodeDifference>> found, CancellationToken cancellation)
    {
        NodePlan plan;
        DeploymentScripts scripts;
        NodeAnswer applied;
        Stopwatch armed;
        IReadOnlyList<Link> reached = [];
        var mark = ProbeScript.NewMark();
        await using (var connection = surveyor.Open(node, cancellation))
        {
            var answer = await connection.AskAsync(DeploymentScripts.LockAndProbe(Network, node, mark), mark).ConfigureAwait(false);
            RequireFree(answer);
            var live = LiveNode.Read(answer, Network);
            surveyor.RequireItself(node, live, options.IsForced);
            plan = Plan(wanted, live);
            found(plan.Differences.ToValueList());
            if (plan.Differences.Count == 0)
                return (DeploymentOutcome.Unchanged, null);
            if (!options.IsForced)
                RequireWayAfter(plan);
            if (!options.IsRemoval)
                RequirePrograms(plan);
            if (options.Verifies && live.IsUp && plan.Impact != Impact.None)
                reached = await surveyor.ReachedAsync(connection, node, surveyor.PassableLinksOf(node)).ConfigureAwait(false);
            mark = ProbeScript.NewMark();
            scripts = new DeploymentScripts(plan, mark, _token, _confirmTimeout);
            armed = Stopwatch.StartNew();
            try
            {
                applied = await connection.AskAsync(ProbeScript.Prelude(Network, mark) + scripts.Apply(), mark).ConfigureAwait(false);
            }
            catch (VwMeshException) when (plan.Impact != Impact.None)
            {
                // The connection broke, perhaps by the change itself; whether it is there shows over the next one.
                applied = NodeAnswer.Read(node.Name, mark, $"\n=={mark} broken\n");
            }
        }
        if (applied.Words.TryGetValue("failed", out var reason))
        {
            var isBack = applied.Words.ContainsKey("rolledback");
            var end = isBack || !applied.Words.ContainsKey("armed") ? "It is as it was" : HalfBack;
            return (isBack ? DeploymentOutcome.RolledBack : DeploymentOutcome.Failed, ChangeFailed(reason, end));
        }
        var outcome = options.IsRemoval ? DeploymentOutcome.Removed : plan.Impact == Impact.Restart ? DeploymentOutcome.Restarted : DeploymentOutcome.Hot;
        if (await LostAsync(reached, armed, cancellation).ConfigureAwait(false) is { Peers.Count: > 0 } lost)
            return await RejectAsync(scripts.Reject(), mark, lost.Peers, lost.IsKnown, cancellation).ConfigureAwait(false);
        if (plan.Impact != Impact.None)
            return await ConfirmAsync(wanted, outcome, scripts.Confirm(), mark, plan.Live.File is null && !options.IsRemoval, armed, cancellation).ConfigureAwait(false);
        applied.RequireWhole();
        return (outcome, null);
    }

    private async Task<(DeploymentOutcome Outcome, VwMeshException? Error)> ConfirmAsync(
        WantedNode wanted, DeploymentOutcome outcome, string script, string mark, bool isFirst, Stopwatch armed, CancellationToken cancellation)
    {
        VwMeshException? failure = null;
        while (armed.Elapsed < _confirmTimeout + LongestRollback)
        {
            try
            {
                await using var connection = surveyor.Open(node, cancellation);
                var answer = await connection.AskAsync(script, mark).ConfigureAwait(false);
                if (answer.Words.ContainsKey("confirmed"))
                {
                    var live = LiveNode.Read(answer, Network);
                    return (outcome, ErrorOf(Plan(wanted, live)) ?? FirewallClosed(live) ?? (isFirst ? NotStartedAtBoot(live) : null));
                }
                if (answer.Words.TryGetValue("failed", out var reason))
                    failure = ChangeFailed(reason, "It puts itself back");
                if (answer.Words.TryGetValue("late", out var last))
                {
                    if (last.Trim() == $"confirmed {_token}")
                        return (outcome, null);
                    if (last.Trim() == $"rolledback {_token}")
                        return (DeploymentOutcome.RolledBack, RolledBack(failure));
                    if (last.Trim() == $"stuck {_token}")
                        return (DeploymentOutcome.Failed, Stuck(failure));
                    if (!answer.Words.ContainsKey("rolling") && armed.Elapsed > LongestCheck)
                        return (DeploymentOutcome.Failed, NeverBegun());
                }
            }
            catch (VwMeshException e)
            {
                failure = e;
            }
            await Task.Delay(BetweenTries, cancellation).ConfigureAwait(false);
        }
        return (DeploymentOutcome.Failed, new VwMeshException("NodeNotConfirmed", ErrorKind.ResourceUnavailable,
            $"Node {Quoted.Show(node.Name)} could not be reached after its change, and is still not: it puts itself back within {_confirmTimeout.TotalSeconds} s "
            + $"of the change. {failure?.Message}", node.Name, failure));
    }

    // The peers that the node is not known to reach any more. A tunnel that was made again needs a moment, and so may the way to the node.
    private async Task<(IReadOnlyList<Link> Peers, bool IsKnown)> LostAsync(IReadOnlyList<Link> reached, Stopwatch armed, CancellationToken cancellation)
    {
        var (lost, isKnown) = (reached, false);
        while (lost.Count > 0)
        {
            try
            {
                await using var connection = surveyor.Open(node, cancellation);
                var now = await surveyor.ReachedAsync(connection, node, lost).ConfigureAwait(false);
                (lost, isKnown) = ([.. lost.Except(now)], true);
            }
            catch (VwMeshException)
            {
                isKnown = false;
            }
            if (lost.Count == 0 || armed.Elapsed > _confirmTimeout / 2)
                break;
            await Task.Delay(BetweenTries, cancellation).ConfigureAwait(false);
        }
        return (lost, isKnown);
    }

    private async Task<(DeploymentOutcome Outcome, VwMeshException? Error)> RejectAsync(
        string script, string mark, IReadOnlyList<Link> lost, bool isKnown, CancellationToken cancellation)
    {
        var isBack = false;
        try
        {
            await using var connection = surveyor.Open(node, cancellation);
            isBack = (await connection.AskAsync(script, mark).ConfigureAwait(false)).Words.ContainsKey("rolledback");
        }
        catch (VwMeshException)
        {
            // The armed rollback runs when its time is over.
        }
        var names = string.Join(", ", lost.Take(MostNamed).Select(l => l.Peer.Name)) + (lost.Count > MostNamed ? $" and {lost.Count - MostNamed} more" : "");
        return (isBack ? DeploymentOutcome.RolledBack : DeploymentOutcome.Failed, new VwMeshException("PeersLost", ErrorKind.InvalidOperation,
            $"Node {Quoted.Show(node.Name)} {(isKnown ? $"did not reach {names} after the change, and did before" : $"gave no answer whether it still reaches {names}")}. "
            + (isBack ? "It has put itself back." : $"It puts itself back within {_confirmTimeout.TotalSeconds} s of the change."), node.Name));
    }

    private NodePlan Plan(WantedNode wanted, LiveNode live) => options.IsRemoval ? NodePlan.Removal(wanted, live) : NodePlan.Of(wanted, live);

    private VwMeshException RolledBack(VwMeshException? failure) => new("NodeRolledBack", ErrorKind.ResourceUnavailable,
        $"Node {Quoted.Show(node.Name)} could not be confirmed within {_confirmTimeout.TotalSeconds} s of its change, and has put itself back. {failure?.Message}".TrimEnd(),
        node.Name, failure);

    private VwMeshException Stuck(VwMeshException? failure) => new("NodeNotPutBack", ErrorKind.InvalidOperation,
        $"Node {Quoted.Show(node.Name)} could not be confirmed within {_confirmTimeout.TotalSeconds} s of its change. {HalfBack}. {failure?.Message}".TrimEnd(),
        node.Name, failure);

    private VwMeshException ChangeFailed(string reason, string end) => new("NodeChangeFailed", ErrorKind.InvalidOperation,
        $"Node {Quoted.Show(node.Name)} could not be changed: {Quoted.Show(reason.Trim(), 400)}. {end}.", node.Name);

    private VwMeshException NeverBegun() => new("NodeChangeFailed", ErrorKind.ResourceUnavailable,
        $"Node {Quoted.Show(node.Name)} was not changed: the connection broke before all of the change was there. It is as it was.", node.Name);

    private VwMeshException? ErrorOf(NodePlan after) => after.Differences.Count == 0 ? null
        : new VwMeshException("NodeStillDiffers", ErrorKind.InvalidOperation,
            $"Node {Quoted.Show(node.Name)} was changed, and still differs: {string.Join("; ", after.Differences.Take(3))}"
            + (after.Differences.Count > 3 ? $" and {after.Differences.Count - 3} more." : "."), node.Name);

    private VwMeshException? FirewallClosed(LiveNode live) => live.IsFirewallClosed != true ? null
        : new VwMeshException("NodeFirewallClosed", ErrorKind.ResourceUnavailable,
            $"Node {Quoted.Show(node.Name)} runs the network, and its firewall drops the packets of the Ethernet: tunnels come up, and nothing passes. "
            + $"Set-VwNetwork -OpenFirewall lets them in, or a rule of yours does: UDP port {Network.VxlanPort} from the interface {Network.Name}.", node.Name);

    private VwMeshException? NotStartedAtBoot(LiveNode live) => live.StartsAtBoot ? null
        : new VwMeshException("NodeNotStartedAtBoot", ErrorKind.ResourceUnavailable,
            $"Node {Quoted.Show(node.Name)} runs the network, and nothing starts it at boot: the host has neither systemd nor OpenRC with the wg-quick service. "
            + $"Let the host run 'wg-quick up {Network.Name}' at boot.", node.Name);

    private void RequireFree(NodeAnswer answer)
    {
        if (answer.Words.TryGetValue("busy", out var holder))
        {
            throw new VwMeshException("NodeBusy", ErrorKind.ResourceBusy,
                $"Node {Quoted.Show(node.Name)} is locked by {Quoted.Show(holder.Trim())}; try again when that is over.", node.Name);
        }
        if (answer.Words.TryGetValue("failed", out var reason))
        {
            throw new VwMeshException("NodeChangeFailed", ErrorKind.InvalidOperation,
                $"Node {Quoted.Show(node.Name)} cannot be changed: {Quoted.Show(reason.Trim(), 200)}. Nothing was touched.", node.Name);
        }
    }

    // Through the mesh, a node with these changes is out of reach until the other nodes have them.
    private void RequireWayAfter(NodePlan plan)
    {
        if (!plan.Live.IsReachedThroughMesh)
            return;
        var at = plan.Live.ReachedAt!.ToString();
        var cuts = options.IsRemoval ? "the removal"
            : plan.Differences.FirstOrDefault(d => d.Item is "VxlanId" or "VxlanPort" or "PrivateKey" or "LinkLayerAddress" or "MacAddress"
                || (d is { Item: "Address", Wanted: null } && d.Subject?.Split('/')[0] == at))?.Item;
        if (cuts is not null)
        {
            throw new VwMeshException("NodeReachedThroughMesh", ErrorKind.InvalidOperation,
                $"Node {Quoted.Show(node.Name)} is reached through the mesh, at {at}, and this change ends that way ({cuts}): the node would put itself back. Nothing was touched. "
                + "Set-VwNode -HostName gives it an address outside of the mesh; -Force tries nevertheless.", node.Name);
        }
    }

    private void RequirePrograms(NodePlan plan)
    {
        List<string> needed = ["wg", "wg-quick", "ip", "bridge", "bash", "flock", "awk"];
        if (Network.Guard != Guard.None)
            needed.Add(Network.Guard == Guard.Nftables ? "nft" : "iptables");
        if (plan.Wanted.Setup.IsRelay)
            needed.Add("nft");
        if (options.Verifies)
            needed.Add("ping");
        var missing = needed.Where(p => !plan.Live.Programs.Contains(p)).ToList();
        if (missing.Count > 0)
        {
            throw new VwMeshException("NodeLacksCommand", ErrorKind.ResourceUnavailable,
                $"Node {Quoted.Show(node.Name)} lacks {string.Join(", ", missing.Select(p => p == "ip" ? "ip of iproute2" : p))}. "
                + "The packages wireguard-tools, iproute2, nftables, util-linux and iputils bring these programs. Nothing was touched.", node.Name);
        }
    }
}
