using System.Management.Automation;
using VwMesh.Binding;
using System.Text;
using VwMesh.Model;
using VwMesh.Rendering;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>A cmdlet that computes a file a node: as objects, as text, or as files, a folder a node.</summary>
public abstract class NodeExportCommand : NodeReadingCommand
{
    private const int FilesAtATime = 64;
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
    /// <param name="fileName">The name of each file.</param>
    /// <param name="render">Computes a node's file, in parts that follow one another; on any thread.</param>
    /// <param name="asObject">Makes what is emitted of a node and its file's text.</param>
    private protected void Export(
        Network network, IReadOnlyList<Node> nodes, string fileName, Func<Node, IReadOnlyList<ReadOnlyMemory<byte>>> render,
        Func<Node, string, object> asObject)
    {
        var progress = new Progress(this, $"Exporting {fileName}", nodes.Count);
        if (_folder is null)
            Emit(nodes, progress, render, asObject);
        else
            WriteFiles(nodes, progress, node => Path.Combine(_folder, node.Name, fileName), render);
        progress.Complete();
        if (_folder is not null)
            Try(() => FindStale(network, fileName));
    }

    private void FindStale(Network network, string fileName)
    {
        foreach (var (node, path) in StaleFiles.In(_folder!, fileName, network))
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

    private void Emit(IReadOnlyList<Node> nodes, Progress progress, Func<Node, IReadOnlyList<ReadOnlyMemory<byte>>> render, Func<Node, string, object> asObject)
    {
        foreach (var node in nodes)
        {
            progress.Step(node.Name);
            Try(() =>
            {
                var text = string.Concat(render(node).Select(part => Encoding.UTF8.GetString(part.Span)));
                WriteObject(Raw ? text : asObject(node, text));
            });
        }
    }

    // Some files at a time, on all processors: they are asked for before, and emitted in order afterwards.
    private void WriteFiles(
        IReadOnlyList<Node> nodes, Progress progress, Func<Node, string> pathOf, Func<Node, IReadOnlyList<ReadOnlyMemory<byte>>> render)
    {
        foreach (var some in nodes.Select(node => (Node: node, Path: pathOf(node))).Chunk(FilesAtATime))
        {
            var chosen = some.Where(file => ShouldProcess(file.Path, "Write the configuration")).ToArray();
            var written = new Func<ExportedFile>[chosen.Length];
            Parallel.For(0, chosen.Length, i => written[i] = Write(chosen[i].Node, chosen[i].Path));
            for (var i = 0; i < chosen.Length; i++)
            {
                progress.Step(chosen[i].Node.Name);
                Try(() => WriteObject(written[i]()));
            }
        }

        // An error is kept for the pipeline's thread, which alone may write it.
        Func<ExportedFile> Write(Node node, string path)
        {
            try
            {
                var outcome = OutputFile.WritePrivate(path, render(node), mayReplace: !NoClobber);
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
