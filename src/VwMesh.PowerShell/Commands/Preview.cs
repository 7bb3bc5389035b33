using VwMesh.Addressing;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>A network as it will be after the changes so far. A dry run and a question are made of it; nothing is written.</summary>
internal sealed class Preview
{
    private readonly NetworkDraft _draft;
    private readonly Allotter _allotter;

    /// <summary>Begins with a network as its file has it.</summary>
    /// <exception cref="VwMeshException">The file cannot be read.</exception>
    internal Preview(string path, Func<IReadOnlyCollection<Network>> neighbours)
    {
        _draft = new NetworkDraft(NetworkFile.Read(path));
        _allotter = new Allotter(_draft, neighbours);
    }

    /// <summary>Makes a change, and tells what it does to a node.</summary>
    /// <param name="name">The node's name.</param>
    /// <param name="apply">The change.</param>
    /// <exception cref="VwMeshException">The change cannot be made.</exception>
    internal IReadOnlyList<SettingChange> Make(string name, Action<NetworkDraft, Allotter> apply)
    {
        var before = _draft.Find(name);
        apply(_draft, _allotter);
        return SettingChange.OfNode(before, _draft.Find(name));
    }
}
