using System.Collections;
using System.ComponentModel;
using System.Management.Automation;

namespace VwMesh.Output;

/// <summary>A list of texts, which as one text, in a cell of a table, is <c>a, b, c</c>, or a line each where an item may have commas.</summary>
[TypeConverter(typeof(TextListConverter))]
public sealed class TextList : IReadOnlyList<PSObject>
{
    private readonly Func<int, PSObject> _item;

    private TextList(int count, Func<int, PSObject> item, string separator) => (Count, _item, Separator) = (count, item, separator);

    /// <summary>How many texts there are.</summary>
    public int Count { get; }

    /// <summary>The separator of the texts in one text.</summary>
    public string Separator { get; }

    /// <summary>The text at a position, counted from 0.</summary>
    /// <param name="index">The position.</param>
    public PSObject this[int index] => index >= 0 && index < Count ? _item(index) : throw new ArgumentOutOfRangeException(nameof(index));

    /// <inheritdoc/>
    public IEnumerator<PSObject> GetEnumerator() => Enumerable.Range(0, Count).Select(_item).GetEnumerator();

    /// <summary>The texts in one.</summary>
    /// <returns><c>a, b, c</c>.</returns>
    public override string ToString() => string.Join(Separator, this.Select(t => t.ToString()));

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static TextList Of(IReadOnlyList<PSObject> texts, string separator) => new(texts.Count, i => texts[i], separator);

    internal static TextList Of<T>(IReadOnlyList<T> items, Func<T, PSObject> text) => new(items.Count, i => text(items[i]), ", ");

    internal static TextList OfLines(IReadOnlyList<string> lines) => new(lines.Count, i => Text.Of(lines[i]), "\n");
}
