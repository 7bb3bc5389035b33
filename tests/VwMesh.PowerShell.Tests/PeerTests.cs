namespace VwMesh.PowerShellTests;

public sealed class PeerTests : EngineTest
{
    [Fact]
    public void Links_say_who_dials_whom_and_why_not()
    {
        MakeNetwork();
        Session.Get("Add-VwNode wg0 d -Endpoint d.example.net; Block-VwPeer wg0 a c");
        Assert.Equal("a b Dialled;a c Blocked;a d Mutual;b a Dials;b c Impossible;b d Dials", Session.GetOne<string>(
            "(Get-VwPeer wg0 a, b | ForEach-Object { \"$($_.Node) $($_.Peer) $($_.State)\" }) -join ';'"));
        Assert.Equal("neither has an endpoint", Session.GetOne<string>("(Get-VwNode wg0 b | Get-VwPeer | Where-Object State -eq Impossible).Reason"));
    }

    [Fact]
    public void Blocks_hold_in_both_directions_are_stored_as_vwgen_does_and_can_be_piped_away()
    {
        MakeNetwork();
        Assert.Equal("Blocked Blocked", Session.GetOne<string>("(Block-VwPeer wg0 a b, c).State -join ' '"));
        Assert.All(new[] { ("a", "b"), ("b", "a"), ("a", "c"), ("c", "a") },
            pair => Assert.Contains($"[ \"{pair.Item1}\", \"{pair.Item2}\",]", FileText(), StringComparison.Ordinal));
        Assert.Equal("Blocked", Session.GetOne<string>("(Get-VwPeer wg0 b | Where-Object Peer -like a).State.ToString()"));
        Session.Get("Get-VwPeer wg0 a | Where-Object State -eq Blocked | Unblock-VwPeer");
        Assert.Equal(0, Session.GetOne<int>("(Get-VwNetwork wg0).Blocked.Count"));
        Session.Get("Get-VwNode wg0 b, c | Block-VwPeer -Peer a");
        Assert.Equal(2, Session.GetOne<int>("(Get-VwNetwork wg0).Blocked.Count"));
    }
}
