namespace VwMesh.MeshTests.Lab;

/// <summary>A network made by the module's cmdlets, its files of the format WgQuick, and the hosts that run them.</summary>
internal sealed class MeshNetwork
{
    private readonly MeshLab _lab;

    private MeshNetwork(MeshLab lab, string name)
    {
        _lab = lab;
        Name = name;
    }

    internal string Name { get; }

    /// <summary>Makes the network by a script of cmdlets, in which <c>$net</c> is its name, and exports every node's file.</summary>
    internal static MeshNetwork Create(MeshLab lab, string name, string script)
    {
        var network = new MeshNetwork(lab, name);
        network.Change(script);
        return network;
    }

    /// <summary>Changes the network by a script of cmdlets and exports every node's file anew.</summary>
    internal void Change(string script) =>
        ModuleSession.Run(_lab.Folder, $"$net = '{Name}'\n{script}\n$null = Export-VwNodeConfig $net -Format WgQuick -DestinationPath out\n");

    /// <summary>A node's exported file.</summary>
    internal string FileOf(string node) => Path.Combine(_lab.Folder, "out", node, Name + ".conf");

    /// <summary>A host as the node of its name, the file in place.</summary>
    internal async Task<MeshNode> NodeAsync(Host host)
    {
        var node = new MeshNode(host, Name);
        await node.InstallAsync(FileOf(host.Name));
        return node;
    }

    /// <summary>Hosts as nodes, brought up at the same time.</summary>
    internal async Task<MeshNode[]> UpAsync(params Host[] hosts)
    {
        var nodes = await Task.WhenAll(hosts.Select(NodeAsync));
        await Task.WhenAll(nodes.Select(n => n.UpAsync()));
        return nodes;
    }
}
