using System.Management.Automation;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Completion;

/// <summary>Offers the networks in the current location; where none matches, as with a path, folders and the network files in them.</summary>
public sealed class NetworkCompleter : VwCompleter
{
    private static readonly EnumerationOptions Visible = new() { AttributesToSkip = FileAttributes.Hidden | FileAttributes.System };

    private protected override IEnumerable<Candidate> Candidates(TypedCommand command) =>
        command.Lookup.All().Select(path => new Candidate(Path.GetFileNameWithoutExtension(path), () => path));

    private protected override IEnumerable<Candidate> Otherwise(TypedCommand command, TypedWord word)
    {
        var typed = word.Text[..(word.Text.AsSpan().LastIndexOfAny('/', '\\') + 1)];
        string folder;
        try
        {
            folder = command.Lookup.FullPath(typed.Length == 0 ? "." : typed);
        }
        catch (Exception e) when (e is VwMeshException or RuntimeException)
        {
            return [];
        }
        return Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder, "*", Visible).Concat(NetworkLocation.List(folder))
                .Select(path => new Candidate(typed + Path.GetFileName(path), () => path))
            : [];
    }
}
