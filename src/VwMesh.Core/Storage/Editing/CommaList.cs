using VwMesh.Storage.Toml;

namespace VwMesh.Storage.Editing;

/// <summary>The items between two brackets, a list's or an inline table's; edited so that comments, line breaks and spacing of the rest stay.</summary>
internal sealed class CommaList
{
    private readonly TomlSource _source;
    private readonly TextEdits _edits;
    private readonly TomlElement[] _items;
    private readonly HashSet<int> _removed = [];
    private readonly TomlSpan _inner;
    private readonly bool _mayEndWithComma;
    private readonly List<string> _appended = [];

    internal CommaList(TomlValue value, TomlSource source, TextEdits edits)
    {
        _source = source;
        _edits = edits;
        _items = value.Elements;
        _inner = value.Inner;
        _mayEndWithComma = value.Kind == TomlKind.List;
    }

    internal void Remove(int index) => _removed.Add(index);

    internal void Append(string item) => _appended.Add(item);

    /// <summary>Makes the items of a list these: what is equal at both ends stays, what is between is replaced one by one.</summary>
    internal void Become(IReadOnlyList<string> old, IReadOnlyList<string> wanted)
    {
        var same = 0;
        while (same < old.Count && same < wanted.Count && old[same] == wanted[same])
            same++;
        var tail = 0;
        while (tail < old.Count - same && tail < wanted.Count - same && old[^(tail + 1)] == wanted[^(tail + 1)])
            tail++;
        var oldEnd = old.Count - tail;
        var wantedEnd = wanted.Count - tail;
        for (var i = same; i < oldEnd && i < wantedEnd; i++)
            _edits.Replace(_items[i].Span, wanted[i]);
        for (var i = wantedEnd; i < oldEnd; i++)
            Remove(i);
        for (var i = oldEnd; i < wantedEnd; i++)
        {
            if (tail > 0)
                InsertBefore(oldEnd, wanted[i]);
            else
                Append(wanted[i]);
        }
    }

    /// <summary>Turns what was asked for into edits; to be called once, at the end.</summary>
    internal void Commit()
    {
        foreach (var index in _removed.Order())
            DeleteItem(index);
        if (_appended.Count > 0)
            AppendAll();
        else if (_removed.Count > 0 && _items[^1].Comma is null && _removed.Contains(_items.Length - 1))
            DropLastComma();
    }

    private void InsertBefore(int index, string item)
    {
        var start = _items[index].Span.Start;
        var between = _source.IsFirstOnLine(start) ? _source.NewLine + _source.Slice(_source.LineStart(start), start) : " ";
        _edits.Insert(start, $"{item},{between}");
    }

    private void DeleteItem(int index)
    {
        var (value, comma) = (_items[index].Span, _items[index].Comma);
        var end = comma is { } at ? at + 1 : value.End;
        var lineEnd = _source.LineEnd(end);
        if (_source.IsFirstOnLine(value.Start) && lineEnd <= _inner.End && (_source.IsBlank(end, lineEnd) || _source.IsComment(end, lineEnd)))
        {
            _edits.Delete(_source.LineStart(value.Start), lineEnd);
            return;
        }
        // The blank before the item goes with it, or the one behind when there is none before.
        var start = _source.SkipBlanksBack(value.Start);
        if (start == value.Start || _source.IsFirstOnLine(value.Start))
            _edits.Delete(value.Start, index == _items.Length - 1 ? end : _source.SkipBlanks(end));
        else
            _edits.Delete(start, end);
    }

    private void DropLastComma()
    {
        for (var i = _items.Length - 1; i >= 0; i--)
        {
            if (_removed.Contains(i))
                continue;
            _edits.Delete(_items[i].Comma!.Value, _items[i].Comma!.Value + 1);
            return;
        }
    }

    private void AppendAll()
    {
        if (_items.Length == 0)
        {
            AppendFirst();
            return;
        }
        var (value, comma) = (_items[^1].Span, _items[^1].Comma);
        var end = comma is { } at ? at + 1 : value.End;
        if (comma is null && !_removed.Contains(_items.Length - 1))
            _edits.Insert(value.End, ",");
        var lineEnd = _source.LineEnd(end);
        if (_source.IsFirstOnLine(value.Start) && lineEnd <= _inner.End)
        {
            var indent = _source.Slice(_source.LineStart(value.Start), value.Start);
            for (var i = 0; i < _appended.Count; i++)
                _edits.Insert(lineEnd, indent + _appended[i] + (i < _appended.Count - 1 || comma is not null ? "," : "") + _source.NewLine);
        }
        else
        {
            _edits.Insert(end, " " + string.Join(", ", _appended) + (comma is null ? "" : ","));
        }
    }

    private void AppendFirst()
    {
        var items = string.Join(", ", _appended);
        if (!_source.IsBlank(_inner.Start, _inner.End))
            _edits.Insert(_inner.Start, _mayEndWithComma ? $" {items}," : $" {items}");
        else
            _edits.Replace(_inner, _mayEndWithComma ? $" {items}," : $" {items} ");
    }
}
