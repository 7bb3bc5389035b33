using System.Management.Automation;
using VwMesh.Binding;
using VwMesh.Model;
using VwMesh.Rendering;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>A cmdlet that computes the files of nodes: as objects, as text, or as files, one folder per node.</summary>
public abstract class NodeExportCommand : NodeReadingCommand
{
    private const int NodesAtATime = 64;
    private string? _folder;

    /// <summary>The folder to write to: DESTINATION/NODE/FILE, each readable by its owner alone. A file that is as it should be is not touched.</summary>
    [Parameter]
    [Alias("OutputPath")]
    public string? DestinationPath { get; set; }

    /// <summary>Leaves files alone that exist with other content, and says so as an error.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Emits the text of each file alone.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter Raw { get; set; }

    /// <summary>Removes the files of nodes that the network no longer has; without it, they are named as <c>Stale</c>.</summary>
    [Parameter]
    [YesOrNo]
    public SwitchParameter Prune { get; set; }

    /// <summary>Makes sure that the destination is no file, before anything is computed.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            _folder = DestinationPath is null ? null : Folder(DestinationPath);
        }
        catch (VwMeshException e)
        {
            ThrowTerminatingError(ToRecord(e));
        }
    }

    /// <summary>Writes or emits the files of nodes.</summary>
    /// <param name="network">The network.</param>
    /// <param name="nodes">Its nodes.</param>
    /// <param name="names">The names of all files that an export writes for a node.</param>
    /// <param name="render">Computes the files of a node, on any thread.</param>
    /// <param name="asObject">Makes the object to emit of a node and its files.</param>
    private protected void Export(
        Network network, IReadOnlyList<Node> nodes, IReadOnlyList<string> names, Func<Node, IReadOnlyList<NodeFile>> render, Func<Node, IReadOnlyList<NodeFile>, object> asObject)
    {
        var progress = new Progress(this, $"Exporting {names[0]}", nodes.Count);
        if (_folder is null)
            Emit(nodes, progress, render, asObject);
        else if (IsWhatIf)
            Preview(nodes, progress, render);
        else
            WriteFiles(nodes, progress, render);
        progress.Complete();
        if (_folder is not null)
            Try(() => FindStale(network, names));
    }

    private void FindStale(Network network, IReadOnlyList<string> names)
    {
        foreach (var (node, path) in StaleFiles.In(_folder!, names, network))
        {
            if (!Prune)
                WriteObject(new ExportedFile(new NetworkIdentity(network.Name, network.Path), node, path, WriteOutcome.Stale));
            else if (ShouldProcess(path, "Remove the file of a node that the network no longer has"))
                Try(() => Remove(node, path));
        }

        void Remove(string node, string path)
        {
            StaleFiles.Remove(path);
            WriteObject(new ExportedFile(new NetworkIdentity(network.Name, network.Path), node, path, WriteOutcome.Removed));
        }
    }

    private void Emit(IReadOnlyList<Node> nodes, Progress progress, Func<Node, IReadOnlyList<NodeFile>> render, Func<Node, IReadOnlyList<NodeFile>, object> asObject)
    {
        foreach (var node in nodes)
        {
            progress.Step(node.Name);
            Try(() =>
            {
                var files = render(node);
                if (!Raw)
                    WriteObject(asObject(node, files));
                foreach (var file in Raw ? files : [])
                    WriteObject(file.Reveal());
            });
        }
    }

    private void Preview(IReadOnlyList<Node> nodes, Progress progress, Func<Node, IReadOnlyList<NodeFile>> render)
    {
        foreach (var node in nodes)
        {
            progress.Step(node.Name);
            Try(() =>
            {
                foreach (var file in render(node))
                {
                    var path = Path.Combine(_folder!, node.Name, file.Name);
                    ShouldProcess(path, OutputFile.Preview(path, file.Content, mayReplace: !NoClobber) switch
                    {
                        WriteOutcome.Created => "Write a new file",
                        WriteOutcome.Updated => "Replace other content",
                        _ => "Leave the file unchanged",
                    });
                }
            });
        }
    }

    // The files of some nodes at a time, on all processors; the pipeline's thread confirms before, and emits in order afterwards.
    private void WriteFiles(IReadOnlyList<Node> nodes, Progress progress, Func<Node, IReadOnlyList<NodeFile>> render)
    {
        foreach (var some in nodes.Chunk(NodesAtATime))
        {
            var chosen = some.Where(node => ShouldProcess(Path.Combine(_folder!, node.Name), "Write the configuration")).ToArray();
            var written = new IReadOnlyList<Func<ExportedFile>>[chosen.Length];
            Parallel.For(0, chosen.Length, i => written[i] = WriteAll(chosen[i]));
            for (var i = 0; i < chosen.Length; i++)
            {
                progress.Step(chosen[i].Name);
                foreach (var result in written[i])
                    Try(() => WriteObject(result()));
            }
        }

        IReadOnlyList<Func<ExportedFile>> WriteAll(Node node)
        {
            try
            {
                return [.. render(node).Select(file => Write(node, file))];
            }
            catch (VwMeshException e)
            {
                return [() => throw e];
            }
        }

        // Only the pipeline's thread may write an error.
        Func<ExportedFile> Write(Node node, NodeFile file)
        {
            var path = Path.Combine(_folder!, node.Name, file.Name);
            try
            {
                var outcome = OutputFile.WritePrivate(path, file.Content, mayReplace: !NoClobber);
                return () => new ExportedFile(node.Network, node.Name, path, outcome);
            }
            catch (VwMeshException e)
            {
                return () => throw e;
            }
        }
    }

    /// <summary>The folder to write to, which need not exist.</summary>
    /// <exception cref="VwMeshException">There is a file of that name (<c>DestinationIsAFile</c>), or it is no path of the file system.</exception>
    private string Folder(string destination)
    {
        var path = FullPath(destination);
        return File.Exists(path) || (path.EndsWith(".conf", StringComparison.OrdinalIgnoreCase) && !Directory.Exists(path))
            ? throw new VwMeshException("DestinationIsAFile", ErrorKind.InvalidArgument,
                $"{Quoted.Show(path, int.MaxValue)} is a file or the name of one; -DestinationPath names the folder in which each node gets a folder of its own. -Raw emits the text of a file.", destination)
            : path;
    }
}
