namespace VwMesh.Model;

/// <summary>Allows tunnels between the nodes of two groups, in either order.</summary>
public sealed record PeeringRule
{
    /// <summary>Stands for every node in the place of a group.</summary>
    public const string Everyone = "*";

    private PeeringRule(string one, string other) => (One, Other) = (one, other);

    /// <summary>A group, or <see cref="Everyone"/>.</summary>
    public string One { get; }

    /// <summary>The other group, which may be the same, or <see cref="Everyone"/>.</summary>
    public string Other { get; }

    /// <summary>The rules of a full mesh: every node has a tunnel with every other.</summary>
    public static ValueList<PeeringRule> FullMesh { get; } = [new PeeringRule(Everyone, Everyone)];

    /// <summary>Reads a rule.</summary>
    /// <param name="text">Two groups with a colon between them: <c>hub:*</c>, <c>eu:eu</c>.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="VwMeshException">It is not a rule (<c>InvalidPeering</c>), or has a name that no group can have (<c>InvalidGroupName</c>).</exception>
    public static PeeringRule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(':') is [{ Length: > 0 } one, { Length: > 0 } other] ? new PeeringRule(Side(one), Side(other))
            : throw VwMeshException.Invalid("InvalidPeering",
                $"{Quoted.Show(text)} is not a peering rule: write two groups with a colon between them, such as hub:* or eu:eu; * is every node.", text);
    }

    /// <summary>The rule as the network file has it.</summary>
    /// <returns><c>one:other</c>.</returns>
    public override string ToString() => $"{One}:{Other}";

    private static string Side(string text) => text == Everyone ? Everyone : GroupName.Parse(text);
}
