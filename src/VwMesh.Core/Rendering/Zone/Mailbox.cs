using VwMesh.Model;

namespace VwMesh.Rendering.Zone;

/// <summary>
/// The mailbox of an SOA record: its local part is a label, with a backslash before each dot in it (RFC 1035, section 8).
/// </summary>
internal static class Mailbox
{
    internal static string Render(string? text, DomainName domain)
    {
        if (text is null)
            return $"hostmaster.{domain}";
        var at = text.LastIndexOf('@');
        var local = at < 0 ? "" : text[..at];
        var host = at < 0 ? null : DomainName.ReadHost(text[(at + 1)..], out _);
        return host is not null && local.Length is > 0 and <= DomainName.MaxLabelLength && local.Length + host.Value.Length < DomainName.MaxLength
            && local.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+')
            ? $"{local.Replace(".", "\\.", StringComparison.Ordinal)}.{host}"
            : throw VwMeshException.Invalid("InvalidHostmaster",
                $"{Quoted.Show(text)} is not a mailbox; write it like hostmaster@example.net.", text);
    }
}
