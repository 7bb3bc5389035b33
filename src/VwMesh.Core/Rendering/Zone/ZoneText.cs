using System.Globalization;
using System.Text;

namespace VwMesh.Rendering.Zone;

/// <summary>Writes a zone: what it is, SOA and NS, and its records in columns.</summary>
internal sealed class ZoneText(string origin, string summary)
{
    private const string Owner = "@";

    // Longer owners, such as those of IPv6 addresses, push their own line only.
    private const int WidestColumn = 40;

    private readonly List<(string Owner, string Type, string Data)> _records = [];

    internal void Add(string owner, string type, string data) => _records.Add((owner, type, data));

    internal ZoneFile ToFile(ZoneOptions options, IReadOnlyList<DomainName> nameServers, string mailbox)
    {
        var width = Math.Min(WidestColumn, _records.Max(r => (int?)r.Owner.Length) ?? 0);
        // The times are vwgen's. The last one is for answers that there is no such name (RFC 2308).
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"""
            ; {summary}
            $ORIGIN {origin}.
            $TTL {options.TimeToLive}
            {Owner.PadRight(width)} IN SOA  {nameServers[0]} {mailbox} (
                {options.Serial,-10} ; serial
                86400      ; refresh
                7200       ; retry
                604800     ; expire
                300 )      ; negative answers

            """);
        foreach (var server in nameServers)
            AppendRecord(text, width, (Owner, "NS", server.ToString()));
        text.Append('\n');
        foreach (var record in _records)
            AppendRecord(text, width, record);
        return new ZoneFile(origin, origin + ".zone", text.ToString());
    }

    /// <summary>A text as a master file has it between quotes (RFC 1035, 5.1); of other characters than ASCII's, the bytes in UTF-8.</summary>
    internal static string String(string text) => '"' + string.Concat(Encoding.UTF8.GetBytes(text).Select(b => b switch
    {
        (byte)'"' or (byte)'\\' => "\\" + (char)b,
        >= 0x20 and < 0x7f => ((char)b).ToString(),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\{b:d3}"),
    })) + '"';

    private static void AppendRecord(StringBuilder text, int width, (string Owner, string Type, string Data) record) =>
        text.Append(record.Owner.PadRight(width)).Append(" IN ").Append(record.Type.PadRight(4)).Append(' ').Append(record.Data).Append('\n');
}
