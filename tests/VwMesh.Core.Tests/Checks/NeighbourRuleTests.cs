using VwMesh.Checks;
using VwMesh.CoreTests.Storage;
using VwMesh.Storage;

namespace VwMesh.CoreTests.Checks;

public sealed class NeighbourRuleTests
{
    /// <summary>What in the neighbour's file is replaced by what, and what is said of the network then.</summary>
    public static TheoryData<string, string, string> Trips => new()
    {
        { "VxlanID = 30", "VxlanID = 20", "VW5001" },
        { "VxlanID = 30", "VxlanID = 40020", "VW5001" },
        { "192.0.2.1:51831", "192.0.2.1:51821", "VW5002:a" },
        { "ListenPort = 51831", "ListenPort = 51821", "VW5003:a" },
        { "10.30.0.", "10.20.0.", "VW5004" },
        { "10.30.0.1/24", "10.0.0.0/8", "VW5004" },
        { "fd00:30::/64", "fd00:20::/56", "VW5004" },
        { "6BzIYxlNDs7MG9lN5O+6qSW72nZmHqTClsBP72wayVY=", SoundNetwork.KeyOfC, "VW5005:c" },
        { "169.254.1.1", "169.254.1.3", "VW5007:c" },
    };

    /// <summary>What is close to the above, and well.</summary>
    public static TheoryData<string, string> Passes => new()
    {
        { "VxlanPort = 4789", "VxlanPort = 4790" },
        { "VxlanPort = 4789", "VxlanPort = 4789\nContact = \"x\"" },
        { "6BzIYxlNDs7MG9lN5O+6qSW72nZmHqTClsBP72wayVY=", SoundNetwork.KeyOfA },
        { "ListenPort = 51831", "ListenPort = 0" },
    };

    [Theory]
    [MemberData(nameof(Trips))]
    public void What_two_networks_cannot_share_is_found(string before, string after, string expected) =>
        Assert.Equal([expected], SoundNetwork.Mesh.Codes(SoundNetwork.Neighbour.With(before, after)));

    [Theory]
    [MemberData(nameof(Passes))]
    public void What_they_can_share_is_not_spoken_of(string before, string after) =>
        Assert.Empty(SoundNetwork.Mesh.Codes(SoundNetwork.Neighbour.With(before, after)));

    [Fact]
    public void A_network_of_another_user_gives_warnings_at_most()
    {
        var (file, other) = (SoundNetwork.Mesh.Read(), SoundNetwork.Neighbour.With("169.254.1.1", "169.254.1.3").Read().Network!);
        Assert.Equal(Severity.Error, Assert.Single(NetworkChecks.Run(file, [other])).Severity);
        Assert.Equal(("VW5007", Severity.Warning), Assert.Single(NetworkChecks.Run(file, [], [other]).Select(d => (d.Code, d.Severity))));
    }

    [Fact]
    public void The_owner_of_a_file_says_whose_network_it_is_and_a_large_one_of_another_user_is_ignored()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "Only root can give files away.");
        using var folder = new TemporaryFolder();
        var path = folder.WritePrivate("mesh.toml", SoundNetwork.Mesh.Text);
        var text = SoundNetwork.Neighbour.With("169.254.1.1", "169.254.1.3").Text;
        var other = folder.WritePrivate("other.toml", text);
        Severity[] Found() => [.. new Neighbourhood().Check(NetworkFile.Inspect(path)).Where(d => d.Code == "VW5007").Select(d => d.Severity)];

        Assert.Equal([Severity.Error], Found());
        Own(other);
        Assert.Equal([Severity.Warning], Found());
        File.AppendAllText(other, new string('#', 4 << 20) + "\n");
        Assert.Empty(Found());
        Own(path);
        Assert.Equal([Severity.Error], Found());

        static void Own(string path)
        {
            using var chown = System.Diagnostics.Process.Start("chown", ["12345:12345", path]);
            chown.WaitForExit();
        }
    }

    [Fact]
    public void Networks_without_common_nodes_do_not_disturb_each_other()
    {
        var neighbour = SoundNetwork.Neighbour.With("VxlanID = 30", "VxlanID = 20").With("10.30.0.", "10.20.0.")
            .With("ListenPort = 51831", "ListenPort = 51821").With("[Node.a]", "[Node.x]").With("[Node.b]", "[Node.y]")
            .With("192.0.2.", "192.0.9.").With("169.254.1.", "169.254.9.");
        Assert.Empty(SoundNetwork.Mesh.Codes(neighbour));
    }

    [Fact]
    public void Their_link_layer_addresses_are_a_warning_where_they_are_the_same()
    {
        var neighbour = SoundNetwork.Neighbour.With("[Node.a]", "[Node.x]").With("[Node.b]", "[Node.y]").With("192.0.2.", "192.0.9.");
        Assert.Equal(["VW5008"], SoundNetwork.Mesh.Codes(neighbour));
    }

    [Theory]
    [InlineData("[Node.x]", "[Node.x]\nHostName = \"192.0.2.1\"")]
    [InlineData("\"192.0.9.1:51831\"", "\"192.0.2.1:51839\"")]
    public void A_machine_is_known_by_its_ssh_destination_and_by_the_host_of_its_endpoint(string before, string after)
    {
        // The machine of a is also node x, and there its peer y has the address that a has here.
        var neighbour = SoundNetwork.Neighbour.With("[Node.a]", "[Node.x]").With("[Node.b]", "[Node.y]").With("192.0.2.", "192.0.9.").With("169.254.1.1", "169.254.1.8").With("169.254.1.2", "169.254.1.1")
            .With("169.254.1.8", "169.254.1.2").With(before, after);
        Assert.Equal(["VW5007:a", "VW5007:b"], SoundNetwork.Mesh.Codes(neighbour));
    }

    [Fact]
    public void A_network_called_as_the_VXLAN_interface_of_another_is_an_error_on_common_machines()
    {
        Assert.Equal(["VW5009"], SoundNetwork.Mesh.Codes(SoundNetwork.Neighbour.Named("vmesh")));
        Assert.Equal(["VW5009"], SoundNetwork.Mesh.Named("vother").Codes(SoundNetwork.Neighbour));
    }

    [Fact]
    public void A_copy_of_the_file_is_one_finding_and_not_one_for_all_that_it_shares() =>
        Assert.Equal(["VW5006"], SoundNetwork.Mesh.Codes(SoundNetwork.Mesh.Named("mesh-old")));

    [Fact]
    public void A_copy_that_went_on_is_still_a_copy() =>
        Assert.Equal(["VW5006"], SoundNetwork.Mesh.Codes(SoundNetwork.Mesh.Named("mesh-old").With("VxlanID = 20", "VxlanID = 21").With("ListenPort = 51823", "ListenPort = 51829").With("192.0.2.2:", "192.0.2.9:")));

    [Fact]
    public void A_network_that_was_made_of_a_copy_is_none() => Assert.DoesNotContain("VW5006", SoundNetwork.Mesh.Codes(
        SoundNetwork.Mesh.Named("second").With("10.20.0.", "10.21.0.").With("fd00:20", "fd00:21").With("VxlanID = 20", "VxlanID = 21").With("5182", "5192")));

    [Fact]
    public void A_network_is_no_neighbour_of_itself() => Assert.Empty(SoundNetwork.Mesh.Codes(SoundNetwork.Mesh));

    [Fact]
    public void The_networks_of_a_folder_are_neighbours_and_a_broken_one_is_none()
    {
        using var folder = new TemporaryFolder();
        foreach (var network in new[] { SoundNetwork.Mesh, SoundNetwork.Neighbour.With("VxlanID = 30", "VxlanID = 20") })
            folder.WritePrivate($"{network.Name}.toml", network.Text);
        folder.Write("broken.toml", "[Network]\nVxlanID = \n");
        var neighbourhood = new Neighbourhood();
        Assert.Equal(["VW5001"], neighbourhood.Check(NetworkFile.Inspect(folder.File("mesh.toml"))).Select(d => d.Code));
        Assert.Equal(["VW5001"], neighbourhood.Check(NetworkFile.Inspect(folder.File("other.toml"))).Select(d => d.Code));
        Assert.Contains(neighbourhood.Check(NetworkFile.Inspect(folder.File("broken.toml"))), d => d.Code == "VW1001");
    }
}
