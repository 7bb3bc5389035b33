namespace VwMesh.Shell;

/// <summary>The lines entered at the prompt, in memory only: a history on disk would keep what should not be kept.</summary>
internal sealed class LineHistory
{
    private readonly List<string> _lines = [];
    private int _position;
    private string _draft = "";

    public void Add(string line)
    {
        if (!string.IsNullOrWhiteSpace(line) && (_lines.Count == 0 || _lines[^1] != line)) _lines.Add(line);
        _position = _lines.Count;
    }

    /// <summary>The line before; what is being typed is kept for the way back. Null at the first.</summary>
    public string? Previous(string current)
    {
        if (_position == 0) return null;
        if (_position == _lines.Count) _draft = current;
        return _lines[--_position];
    }

    /// <summary>The line after, at the end what was being typed. Null behind that.</summary>
    public string? Next()
    {
        if (_position == _lines.Count) return null;
        _position++;
        return _position == _lines.Count ? _draft : _lines[_position];
    }
}
