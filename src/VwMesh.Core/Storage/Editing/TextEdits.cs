using System.Text;
using VwMesh.Storage.Toml;

namespace VwMesh.Storage.Editing;

/// <summary>Changes to a text, collected by the offsets of the unchanged text and applied in one pass.</summary>
internal sealed class TextEdits
{
    private readonly List<(int Start, int End, string Text)> _edits = [];

    internal bool IsEmpty => _edits.Count == 0;

    internal void Replace(TomlSpan span, string text) => _edits.Add((span.Start, span.End, text));

    internal void Delete(int start, int end) => _edits.Add((start, end, ""));

    /// <summary>Inserts a text; several at one offset stay in the order in which they came.</summary>
    internal void Insert(int offset, string text) => _edits.Add((offset, offset, text));

    /// <summary>The text with all changes.</summary>
    /// <exception cref="InvalidOperationException">Two changes are at odds.</exception>
    internal string Apply(string text)
    {
        var result = new StringBuilder(text.Length + 256);
        var done = 0;
        foreach (var (start, end, inserted) in _edits.OrderBy(e => e.Start).ThenBy(e => e.End > e.Start).ThenByDescending(e => e.End))
        {
            // Deletions may overlap, and what is replaced may vanish with a longer stretch; nothing else may.
            if (start < done && end <= done && start < end)
                continue;
            if (start < done && inserted.Length > 0)
                throw new InvalidOperationException("Two edits overlap.");
            if (start > done)
                result.Append(text, done, start - done);
            result.Append(inserted);
            done = Math.Max(done, end);
        }
        return result.Append(text, done, text.Length - done).ToString();
    }
}
