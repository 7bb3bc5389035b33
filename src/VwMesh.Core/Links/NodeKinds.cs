namespace VwMesh.Links;

/// <summary>Nodes in kinds: the nodes of a kind have tunnels and ways with the same kinds, blocks aside. Work on pairs of kinds stands for work on pairs of nodes.</summary>
internal sealed class NodeKinds
{
    private readonly Mesh _mesh;
    private readonly int[] _kindOf;
    private readonly List<List<int>> _members = [];

    internal NodeKinds(Mesh mesh)
    {
        _mesh = mesh;
        _kindOf = new int[mesh.Usable.Count];
        var known = new Dictionary<(int Class, int Attachment), int>();
        for (var position = 0; position < _kindOf.Length; position++)
        {
            var key = (mesh.Classes[position], mesh.Paths.AttachmentOf(position));
            if (!known.TryGetValue(key, out var kind))
            {
                known.Add(key, kind = _members.Count);
                _members.Add([]);
            }
            _kindOf[position] = kind;
            _members[kind].Add(position);
        }
    }

    /// <summary>How many kinds there are.</summary>
    internal int Count => _members.Count;

    /// <summary>The kind of the node at a position.</summary>
    internal int this[int position] => _kindOf[position];

    /// <summary>The positions of the nodes of a kind, ascending.</summary>
    internal IReadOnlyList<int> MembersOf(int kind) => _members[kind];

    /// <summary>Whether nodes of two kinds have tunnels, blocks aside.</summary>
    internal bool HaveTunnels(int one, int other) => _mesh.Classes.HaveTunnels(_mesh.Classes[_members[one][0]], _mesh.Classes[_members[other][0]]);

    /// <summary>Whether relays connect nodes of two kinds.</summary>
    internal bool HavePaths(int one, int other) => RelayPaths.Connect(AttachmentOf(one), AttachmentOf(other));

    /// <summary>How a kind is tied to the relays.</summary>
    internal Attachment AttachmentOf(int kind) => _mesh.Paths.Attachments[_mesh.Paths.AttachmentOf(_members[kind][0])];

    /// <summary>Every two kinds of which two different nodes can be taken.</summary>
    internal IEnumerable<(int One, int Other)> Pairs()
    {
        for (var one = 0; one < Count; one++)
        {
            for (var other = one; other < Count; other++)
            {
                if (one != other || _members[one].Count > 1)
                    yield return (one, other);
            }
        }
    }

    /// <summary>How many pairs of nodes there are of two kinds with so many nodes.</summary>
    internal static long PairsOf(int one, long count, int other, long otherCount) => one == other ? count * (count - 1) / 2 : count * otherCount;

    internal long PairsOf(int one, int other) => PairsOf(one, _members[one].Count, other, _members[other].Count);
}
