using VwMesh.Deployment;
using VwMesh.Model;

namespace VwMesh.CoreTests.Deployment;

/// <summary>A node that answers without end, and options that ssh needs whatever the user's configuration says.</summary>
public sealed class AnswerLimitTests
{
    [Fact]
    public async Task An_answer_over_a_session_has_an_end()
    {
        var transport = new RemoteShellTransport(_ => new RemoteShell((_, _, _) => Task.FromResult(new string('[', 100 << 20)), () => default));
        await using var connection = transport.Open(Golden.WgMeshVpn().Nodes[0], TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<VwMeshException>(() => connection.AskAsync("", "mark"));
        Assert.Equal("NodeAnswerInvalid", error.ErrorId);
        Assert.Contains("more than", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_network_s_answer_is_short_and_a_large_one_s_fits()
    {
        Assert.InRange(AnswerLimits.LongestAnswer(3), 1 << 20, 2 << 20);
        Assert.InRange(AnswerLimits.LongestAnswer(10_000), 10 << 20, 64 << 20);
    }

    [Fact]
    public void Nothing_of_the_operator_s_goes_to_a_node()
    {
        var network = Golden.WgMeshVpn();
        var arguments = new SshTransport(network, TimeSpan.FromSeconds(7)).Arguments(network.Nodes[0]).ToList();
        Assert.Equal(["-T", "-a", "-x"], arguments[..3]);
        Assert.Empty(new[] { "BatchMode=yes", "RemoteCommand=none", "ControlMaster=no", "ControlPath=none", "ClearAllForwardings=yes" }.Except(arguments));
    }
}
