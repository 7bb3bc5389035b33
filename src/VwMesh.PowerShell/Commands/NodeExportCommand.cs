using System.Management.Automation;
using System.Text;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>A cmdlet that computes a file a node: as objects, as text, or as files, a folder a node.</summary>
public abstract class NodeExportCommand : NodeReadingCommand
{
    /// <summary>The folder to write to: DESTINATION/NODE/FILE, each readable by its owner alone. A file that is as it should be is not touched.</summary>
    [Parameter]
    [Alias("OutputPath")]
    public string? DestinationPath { get; set; }

    /// <summary>Leaves files alone that exist with other content, and says so as an error.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Emits the text of each file alone.</summary>
    [Parameter]
    public SwitchParameter Raw { get; set; }

    /// <summary>Writes or emits a node's file.</summary>
    private protected void Export(Node node, string fileName, ReadOnlySpan<byte> content, Func<string, object> asObject)
    {
        if (DestinationPath is not null)
        {
            var path = Path.Combine(Folder(DestinationPath), node.Name, fileName);
            if (ShouldProcess(path, "Write the configuration"))
                WriteObject(new ExportedFile(node.Network, node.Name, path, OutputFile.WritePrivate(path, content, mayReplace: !NoClobber)));
            return;
        }
        var text = Encoding.UTF8.GetString(content);
        WriteObject(Raw ? text : asObject(text));
    }

    /// <summary>The folder to write to, which need not exist.</summary>
    /// <exception cref="VwMeshException">There is a file of that name (<c>DestinationIsAFile</c>).</exception>
    private string Folder(string destination)
    {
        var path = FullPath(destination);
        return File.Exists(path)
            ? throw new VwMeshException("DestinationIsAFile", ErrorKind.InvalidArgument,
                $"{Quoted.Show(path, int.MaxValue)} is a file; -DestinationPath names the folder in which each node gets a folder of its own.", destination)
            : path;
    }
}
