using System.Collections;
using System.Management.Automation;
using VwMesh.Model;
using VwMesh.Output;

namespace VwMesh.Binding;

/// <summary>
/// An object that came by the pipeline: a text, an object that a cmdlet of the module emitted (live or serialised), or a row of a table. Each tells
/// which node or network it means; only a row has columns that change anything.
/// </summary>
internal sealed class PipedObject
{
    private const int NamedAtMost = 10;
    private const string Serialised = "Deserialized.";
    private static readonly string Ours = typeof(VwNode).Namespace + ".";

    private readonly string? _type;

    internal PipedObject(PSObject value)
    {
        Value = value;
        _type = value.TypeNames.Select(n => n.StartsWith(Serialised, StringComparison.Ordinal) ? n[Serialised.Length..] : n)
            .FirstOrDefault(n => n.StartsWith(Ours, StringComparison.Ordinal))?[Ours.Length..];
        Text = value.BaseObject is string or int or long ? value.BaseObject.ToString() : null;
    }

    /// <summary>The object itself.</summary>
    internal PSObject Value { get; }

    /// <summary>The text, when it is one.</summary>
    internal string? Text { get; }

    /// <summary>Whether it is a row: nothing that a cmdlet of the module emitted, but a table that somebody made, with columns by choice.</summary>
    internal bool IsRow => _type is null && Text is null;

    /// <summary>Whether it is a node with all its settings, live or serialised.</summary>
    internal bool IsNode => _type == nameof(VwNode);

    /// <summary>Whether it means a network with all its nodes.</summary>
    internal bool IsNetwork => _type == nameof(VwNetwork) || Value.BaseObject is FileInfo;

    /// <summary>Whether it is a diagnostic about several nodes.</summary>
    internal bool IsAboutNodes => _type == nameof(VwDiagnostic) && Column("Node") is null && Column("Nodes") is not null;

    /// <summary>The nodes it means, where it is a diagnostic about several; otherwise itself.</summary>
    internal IEnumerable<PipedObject> Apart()
    {
        if (!IsAboutNodes || Column("Nodes") is not { } nodes)
            return [this];
        return ((IEnumerable)(nodes is PSObject wrapped ? wrapped.BaseObject : nodes)).Cast<object>().Select(node =>
        {
            var text = new PSObject(node.ToString()!);
            text.Properties.Add(new PSNoteProperty("Network", Column("Network")));
            return new PipedObject(text);
        });
    }

    /// <summary>The network it names.</summary>
    internal NetworkReference? Network => IsNetwork ? NetworkReference.Of(Value) : NetworkOfNode is { } network ? NetworkReference.Of(network) : null;

    /// <summary>The network that its column has, or the name of its node.</summary>
    internal object? NetworkOfNode => Column("Network") ?? (Column("Node") as PSObject ?? Column("Name") as PSObject)?.Properties["Network"]?.Value;

    /// <summary>The names of its columns.</summary>
    internal IEnumerable<string> Columns => Value.Properties.Select(p => p.Name);

    /// <summary>The name of the node it means.</summary>
    /// <exception cref="VwMeshException">It means no node (<c>ObjectUntold</c>).</exception>
    internal string RequireNode()
    {
        var (name, node) = (Text ?? TextOf("Name"), TextOf("Node"));
        if (IsNetwork || (_type is not null && name is null && node is null))
            throw Untold("node", null);
        if (name is not null && node is not null && !NodeName.Comparer.Equals(name, node))
        {
            throw new VwMeshException("ObjectUntold", ErrorKind.InvalidArgument,
                $"A row has two names, {Quoted.Show(name)} in column Name and {Quoted.Show(node)} in column Node; leave one out.", name);
        }
        return name ?? node ?? throw Untold("node", "Name or Node");
    }

    /// <summary>The value of a column, or <see langword="null"/> for an empty cell and a column that is missing.</summary>
    internal object? Column(string name)
    {
        var value = Value.Properties[name]?.Value;
        return (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            null => null,
            string text => string.IsNullOrWhiteSpace(text) ? null : value,
            IEnumerable items => items.Cast<object?>().Any() ? value : null,
            _ => value,
        };
    }

    /// <summary>The text of a column.</summary>
    internal string? TextOf(string name) => Column(name) is { } value && new PipedObject(PSObject.AsPSObject(value)).Text is { } text ? text.Trim() : null;

    // A table whose columns have another separator than Import-Csv took.
    private static string HintOf(List<string> columns) => columns is [var one] && one.AsSpan().IndexOfAny(";\t|") is >= 0 and var at
        ? $" Import-Csv -Delimiter {(one[at] == '\t' ? "\"`t\"" : $"'{one[at]}'")} parts the columns." : "";

    /// <summary>The error of an object that means no node or network.</summary>
    /// <param name="what">The word for what is missing: node, network.</param>
    /// <param name="columns">The columns that would name it.</param>
    internal VwMeshException Untold(string what, string? columns)
    {
        var there = Columns.ToList();
        var has = there.Count == 0 ? "no columns" : string.Join(", ", there.Take(NamedAtMost).Select(c => Quoted.Show(c))) + (there.Count > NamedAtMost ? ", …" : "");
        return new VwMeshException("ObjectUntold", ErrorKind.InvalidArgument,
            columns is null ? $"The piped object is about no {what}: {Quoted.Show(Value.ToString())}."
            : Text is not null ? $"{Quoted.Show(Text)} names no {what}."
            : $"The piped object names no {what}: it needs a column {columns}, and has {has}.{HintOf(there)}", Value.BaseObject);
    }
}
