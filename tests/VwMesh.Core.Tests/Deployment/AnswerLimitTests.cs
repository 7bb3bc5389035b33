using VwMesh.CoreTests.Live;
using VwMesh.Deployment;
using VwMesh.Model;

namespace VwMesh.CoreTests.Deployment;

/// <summary>A node that answers without end, and options that ssh needs whatever the user's configuration says.</summary>
public sealed class AnswerLimitTests
{
    [Fact]
    public async Task An_answer_over_a_session_has_an_end()
    {
        var transport = new RemoteShellTransport(_ => new RemoteShell((_, _, _) => Task.FromResult(new string('[', 2 << 20)), () => default), nodes: 3);
        await using var connection = transport.Open(Golden.WgMeshVpn().Nodes[0], TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<VwMeshException>(() => connection.AskAsync("", "mark"));
        Assert.Equal("NodeAnswerInvalid", error.ErrorId);
        Assert.Contains("more than", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vxlan", "[{}", ",{}", "]")]
    [InlineData("vxlan", "[{\"ifname\":\"vwg0\",\"addr_info\":[1", ",1", "]}]")]
    [InlineData("fdb", "[{}", ",[]", "]")]
    public void A_list_of_millions_of_empty_items_is_no_answer(string part, string begin, string item, string end)
    {
        var node = new RecordedNode();
        node.Parts[part] = begin + string.Concat(Enumerable.Repeat(item, 1_000_000)) + end;
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("more items than their text has room for", Assert.Throws<VwMeshException>(() => node.Read()).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 << 20);
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
