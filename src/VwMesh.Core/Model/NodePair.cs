namespace VwMesh.Model;

/// <summary>Two nodes, in no order.</summary>
public sealed record NodePair
{
    /// <summary>A pair.</summary>
    /// <param name="one">A node's name.</param>
    /// <param name="other">Another's.</param>
    public NodePair(string one, string other)
    {
        var inOrder = NodeName.Comparer.Compare(one, other) <= 0;
        First = inOrder ? one : other;
        Second = inOrder ? other : one;
    }

    /// <summary>The name that sorts first.</summary>
    public string First { get; }

    /// <summary>The name that sorts second.</summary>
    public string Second { get; }

    /// <summary>Whether a node is one of the two.</summary>
    /// <param name="name">The node's name, in any case.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public bool Contains(string name) => NodeName.Comparer.Equals(First, name) || NodeName.Comparer.Equals(Second, name);

    internal string Other(string name) => NodeName.Comparer.Equals(First, name) ? Second : First;

    /// <inheritdoc/>
    public bool Equals(NodePair? other) =>
        other is not null && NodeName.Comparer.Equals(First, other.First) && NodeName.Comparer.Equals(Second, other.Second);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(NodeName.Comparer.GetHashCode(First), NodeName.Comparer.GetHashCode(Second));

    /// <summary>Both names.</summary>
    /// <returns><c>first - second</c>.</returns>
    public override string ToString() => $"{First} - {Second}";
}
