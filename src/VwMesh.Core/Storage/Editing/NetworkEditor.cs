using VwMesh.Model;
using VwMesh.Storage.Schema;
using VwMesh.Storage.Toml;

namespace VwMesh.Storage.Editing;

/// <summary>Turns the difference between two states of a network into edits of its text that touch nothing else.</summary>
internal sealed class NetworkEditor
{
    private readonly TomlDocument _document;
    private readonly TextEdits _edits = new();
    private readonly Dictionary<TomlValue, CommaList> _inlineTables = [];
    private readonly Dictionary<TomlItem, List<string>> _newSections = [];
    private readonly Dictionary<TomlItem, string> _newNames = [];
    private readonly List<string> _appended = [];
    private readonly HashSet<string> _linksThere = [];
    private bool _hasFinalNewLine;

    private NetworkEditor(TomlDocument document)
    {
        _document = document;
        _hasFinalNewLine = document.Source.EndsWithNewLine;
    }

    private TomlSource Source => _document.Source;

    /// <summary>The text of a document after the change from one state to the other.</summary>
    /// <param name="document">The text as it is.</param>
    /// <param name="loaded">The network it holds.</param>
    /// <param name="wanted">The network it shall hold; nodes are matched by their stored names.</param>
    internal static string Edit(TomlDocument document, Network loaded, Network wanted)
    {
        var editor = new NetworkEditor(document);
        editor.EditNetwork(loaded, wanted);
        return editor._edits.IsEmpty ? document.Source.Text : editor._edits.Apply(document.Source.Text);
    }

    private void EditNetwork(Network loaded, Network wanted)
    {
        var root = _document.Root;
        EditSettings(root.Find(NetworkSchema.Network)!, NetworkSchema.NetworkSettings, NetworkSchema.NetworkKeys, loaded, wanted);
        var nodes = root.Find(NetworkSchema.Node);
        var stored = wanted.Nodes.Where(n => n.StoredName is not null).ToDictionary(n => n.StoredName!);
        foreach (var node in loaded.Nodes)
            EditNode(nodes!.Find(node.StoredName!)!, node, stored.GetValueOrDefault(node.StoredName!));
        EditBlacklist(root.Find(NetworkSchema.PeerBlacklist), loaded, wanted, stored);
        EditLinks(root.Find(NetworkSchema.Link), loaded, wanted, stored);
        foreach (var (table, lines) in _newSections)
            _appended.Add(NetworkText.Section(NetworkText.NodeHeader(_newNames.GetValueOrDefault(table, table.Name)), lines, Source.NewLine));
        foreach (var node in wanted.Nodes.Where(n => n.StoredName is null))
            AddNode(nodes, node);
        foreach (var link in wanted.Links.Where(l => !_linksThere.Contains(l.Key)))
            _appended.Add(NetworkText.LinkSection(link, Source.NewLine));
        foreach (var list in _inlineTables.Values)
            list.Commit();
        AppendSections();
    }

    private void EditNode(TomlItem table, Node loaded, Node? wanted)
    {
        if (wanted is null)
        {
            foreach (var spelling in table.Spellings)
                Remove(spelling);
            return;
        }
        if (wanted.Name != loaded.Name)
        {
            _newNames.Add(table, wanted.Name);
            foreach (var spelling in table.Spellings)
                _edits.Replace(spelling.Name, TomlText.Key(wanted.Name));
        }
        // Without a listen port, an endpoint that took its port from there needs one of its own.
        if (wanted.ListenPort == 0 && wanted.Endpoint is { } endpoint && endpoint == loaded.Endpoint
            && EndpointText.WithoutPort(_document, table.Name) is not null)
            _edits.Replace(table.Find("Endpoint")!.Value!.Span, TomlLiteral.Of(endpoint.ToString()).Reveal());
        EditSettings(table, NetworkSchema.NodeSettings, NetworkSchema.NodeKeys, loaded, wanted);
    }

    private void AddNode(TomlItem? nodes, Node node)
    {
        if (nodes?.Form == TomlForm.Inline)
            Inline(nodes.Value!).Append(NetworkText.NodeInline(node));
        else
            _appended.Add(NetworkText.NodeSection(node, Source.NewLine));
    }

    private void EditSettings<T>(TomlItem table, IReadOnlyList<Setting<T>> settings, string[] order, T loaded, T wanted)
    {
        if (EqualityComparer<T>.Default.Equals(loaded, wanted))
            return;
        foreach (var setting in settings)
        {
            var old = setting.Write(loaded);
            var value = setting.Write(wanted);
            if (Equals(old, value))
                continue;
            var item = table.Find(setting.Key);
            if (item is null)
                Insert(table, order, setting.Key, value!.Reveal());
            else if (value is null)
                Remove(item.First);
            else if (value.Items is { } items && old?.Items is { } before)
                EditList(item.Value!, before, items);
            else
                _edits.Replace(item.Value!.Span, value.Reveal());
        }
    }

    private void EditList(TomlValue value, IReadOnlyList<string> old, IReadOnlyList<string> wanted)
    {
        var list = new CommaList(value, Source, _edits);
        list.Become(old, wanted);
        list.Commit();
    }

    private void EditBlacklist(TomlItem? table, Network loaded, Network wanted, Dictionary<string, Node> stored)
    {
        var blacklist = table?.Find(NetworkSchema.Blacklist);
        var missing = wanted.Blocked.ToHashSet();
        if (blacklist is not null)
        {
            var list = new CommaList(blacklist.Value!, Source, _edits);
            foreach (var (index, entry) in BlacklistEntry.ReadAll(blacklist, (_, _) => { }).Index())
            {
                var from = NameAfter(entry.From.Text!, loaded, wanted, stored);
                var to = NameAfter(entry.To.Text!, loaded, wanted, stored);
                if (from is null || to is null || !(NodeName.Comparer.Equals(from, to) || wanted.Blocked.Contains(new NodePair(from, to))))
                {
                    list.Remove(index);
                    continue;
                }
                missing.Remove(new NodePair(from, to));
                ReplaceName(entry.From, from);
                ReplaceName(entry.To, to);
            }
            foreach (var entry in NetworkText.BlacklistEntries(missing.Select(p => Spelled(p, wanted))))
                list.Append(entry);
            list.Commit();
        }
        else if (missing.Count > 0)
        {
            var pairs = missing.Select(p => Spelled(p, wanted));
            if (table is not null)
                Insert(table, [NetworkSchema.Blacklist], NetworkSchema.Blacklist, NetworkText.Blacklist(pairs));
            else
                AddBlacklist(NetworkText.PeerBlacklist(pairs, Source.NewLine));
        }
    }

    private void EditLinks(TomlItem? table, Network loaded, Network wanted, Dictionary<string, Node> stored)
    {
        var links = wanted.Links.ToDictionary(l => l.Key);
        foreach (var from in table?.Children ?? [])
        {
            var fromAfter = NameAfter(from.Name, loaded, wanted, stored);
            foreach (var to in from.Children)
            {
                var toAfter = NameAfter(to.Name, loaded, wanted, stored);
                if (fromAfter is null || toAfter is null || !links.TryGetValue(LinkSettings.KeyOf(fromAfter, toAfter), out var link))
                {
                    foreach (var spelling in to.Spellings)
                        Remove(spelling);
                    continue;
                }
                _linksThere.Add(link.Key);
                RenameTable(to, toAfter);
                EditSettings(to, NetworkSchema.LinkSettings, NetworkSchema.LinkKeys, loaded.Links.First(l => l.From == from.Name && l.To == to.Name), link);
            }
            if (fromAfter is not null)
                RenameTable(from, fromAfter);
        }
    }

    private void RenameTable(TomlItem table, string name)
    {
        if (table.Name == name)
            return;
        _newNames.Add(table, name);
        foreach (var spelling in table.Spellings)
            _edits.Replace(spelling.Name, TomlText.Key(name));
    }

    // A name of the blacklist after the change: the new one of a renamed node, none of a removed one, any other as it is.
    private static string? NameAfter(string name, Network loaded, Network wanted, Dictionary<string, Node> stored)
    {
        if (loaded.Find(name) is not { } node)
            return name;
        if (stored.TryGetValue(node.StoredName!, out var after))
            return after.Name == node.Name ? name : after.Name;
        return wanted.Find(name) is null ? null : name;
    }

    private static NodePair Spelled(NodePair pair, Network network) =>
        new(network.Find(pair.First)?.Name ?? pair.First, network.Find(pair.Second)?.Name ?? pair.Second);

    private void ReplaceName(TomlValue value, string name)
    {
        if (value.Text != name)
            _edits.Replace(value.Span, TomlText.String(name));
    }

    // vwgen has the blacklist right behind the settings.
    private void AddBlacklist(string section)
    {
        var settings = _document.Root.Find(NetworkSchema.Network)!;
        if (settings.Form == TomlForm.Header)
        {
            var end = Source.LineEnd(settings.Section!.End);
            if (end < Source.Text.Length && Source.IsBlank(end, Source.LineEnd(end)))
            {
                _edits.Insert(end, Source.NewLine + section);
                return;
            }
        }
        _appended.Add(section);
    }

    private void Insert(TomlItem table, string[] order, string key, string value)
    {
        var line = NetworkText.Line(key, value);
        if (table.Form == TomlForm.Inline)
        {
            Inline(table.Value!).Append(line);
        }
        else if (table.Form == TomlForm.Implicit)
        {
            if (!_newSections.TryGetValue(table, out var lines))
                _newSections.Add(table, lines = []);
            lines.Add(line);
        }
        else if (table.First.Within is { } within)
        {
            Inline(within).Append(DottedPrefix(table) + line);
        }
        else
        {
            InsertLine(table, order, key, line);
        }
    }

    private void InsertLine(TomlItem table, string[] order, string key, string line)
    {
        var prefix = table.Form == TomlForm.Dotted ? DottedPrefix(table) : "";
        var before = order.TakeWhile(k => k != key).Reverse().Select(table.Find).FirstOrDefault(i => i?.Form == TomlForm.Value);
        if (before is not null)
        {
            var span = before.First.Line;
            InsertLine(Source.LineEnd(span.End), IndentOf(span) + prefix + line);
        }
        else if (table.Form == TomlForm.Dotted)
        {
            var first = table.First.Line;
            InsertLine(Source.LineStart(first.Start), IndentOf(first) + prefix + line);
        }
        else
        {
            var header = table.Section!.Header;
            InsertLine(Source.LineEnd(header.End), IndentOf(table.Section.First ?? header) + line);
        }
    }

    private string DottedPrefix(TomlItem table)
    {
        var spelling = table.First;
        var name = _newNames.TryGetValue(table, out var newName) ? TomlText.Key(newName) : Source.Slice(spelling.Name.Start, spelling.Name.End);
        return Source.Slice(spelling.Line.Start, spelling.Name.Start) + name + ".";
    }

    private string IndentOf(TomlSpan span) => Source.Slice(Source.LineStart(span.Start), span.Start);

    private void InsertLine(int offset, string line)
    {
        if (offset == Source.Text.Length)
            EndWithNewLine();
        _edits.Insert(offset, line + Source.NewLine);
    }

    private void AppendSections()
    {
        if (_appended.Count == 0)
            return;
        EndWithNewLine();
        var text = Source.Text;
        var lastLine = Source.LineStart(Math.Max(0, text.Length - 1));
        var gap = text.Length == 0 || (Source.EndsWithNewLine && Source.IsBlank(lastLine, text.Length)) ? "" : Source.NewLine;
        _edits.Insert(text.Length, gap + string.Join(Source.NewLine, _appended));
    }

    private void EndWithNewLine()
    {
        if (!_hasFinalNewLine)
            _edits.Insert(Source.Text.Length, Source.NewLine);
        _hasFinalNewLine = true;
    }

    private void Remove(TomlSpelling spelling)
    {
        if (spelling.Within is { } table)
            Inline(table).Remove(table.Elements.Index().First(e => e.Item.Span == spelling.Line).Index);
        else if (spelling.Section is { } section)
            SectionRemoval.Remove(_document, section, _edits);
        else
            _edits.Delete(Source.LineStart(spelling.Line.Start), Source.LineEnd(spelling.Line.End));
    }

    private CommaList Inline(TomlValue table)
    {
        if (!_inlineTables.TryGetValue(table, out var list))
            _inlineTables.Add(table, list = new CommaList(table, Source, _edits));
        return list;
    }
}
