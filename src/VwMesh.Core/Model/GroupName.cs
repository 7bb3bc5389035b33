namespace VwMesh.Model;

/// <summary>The rules of group names. A group exists where a node names it.</summary>
public static class GroupName
{
    /// <summary>How names compare: without case, as those of nodes.</summary>
    public static StringComparer Comparer => NodeName.Comparer;

    /// <summary>Reads a name, which may have what a node's name may have.</summary>
    /// <param name="text">The name, 1 to 63 characters.</param>
    /// <returns>The name in Unicode normalisation form C.</returns>
    /// <exception cref="VwMeshException">The text is not a name (<c>InvalidGroupName</c>).</exception>
    public static string Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return NodeName.Normalized(text)
            ?? throw VwMeshException.Invalid("InvalidGroupName", $"{Quoted.Show(text)} is not the name of a group: {NodeName.Rules}.", text);
    }
}
