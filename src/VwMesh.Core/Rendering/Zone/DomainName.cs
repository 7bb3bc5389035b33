using System.Globalization;
using System.Text;
using VwMesh.Model;

namespace VwMesh.Rendering.Zone;

/// <summary>
/// The name of a domain or host as DNS carries it: labels of ASCII letters, digits and hyphens (RFC 1123), others in their <c>xn--</c> form
/// (RFC 5891), in lower case.
/// </summary>
public sealed record DomainName
{
    // 255 octets on the wire (RFC 1035, section 3.1) are 253 characters with dots between the labels.
    internal const int MaxLength = 253;
    internal const int MaxLabelLength = 63;

    // Leaves room for hosts and the mailbox in the domain, and for a file name that file systems take.
    private const int MaxDomainLength = 240;

    private static readonly IdnMapping Idna = new() { UseStd3AsciiRules = true };

    private DomainName(string value) => Value = value;

    /// <summary>The name, without a dot at its end.</summary>
    public string Value { get; }

    /// <summary>Reads a domain.</summary>
    /// <param name="text">A name such as <c>mesh.example.net</c> or <c>büro.example</c>, with or without a dot at its end.</param>
    /// <returns>The domain.</returns>
    /// <exception cref="VwMeshException">The text is not a domain that hosts can be in (<c>InvalidDomain</c>).</exception>
    public static DomainName Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var name = Read(text, out var fault) ?? throw VwMeshException.Invalid("InvalidDomain",
            $"{Quoted.Show(text)} is not a domain: {fault}.", text);
        if (name.Value.Length > MaxDomainLength)
        {
            throw VwMeshException.Invalid("InvalidDomain",
                $"{Quoted.Show(text)} has {name.Value.Length} characters; a domain has at most {MaxDomainLength}, so that its hosts have names too.",
                text);
        }
        return name.IsIn("in-addr.arpa") || name.IsIn("ip6.arpa")
            ? throw VwMeshException.Invalid("InvalidDomain",
                $"{Quoted.Show(text)} is for reverse zones, which are made from the addresses; name the domain of the hosts, such as mesh.example.net.",
                text)
            : name;
    }

    /// <summary>The name of a node in this domain; a dot in it makes several labels.</summary>
    /// <exception cref="VwMeshException">It cannot be a host name (<c>InvalidDnsName</c>).</exception>
    internal DomainName Host(string nodeName) => FaultOfHost(nodeName) is { } fault ? throw fault : Read($"{nodeName}.{Value}", out _)!;

    /// <summary>The error (<c>InvalidDnsName</c>) of a node's name that cannot be a host name, or <see langword="null"/>.</summary>
    internal VwMeshException? FaultOfHost(string nodeName) => Read($"{nodeName}.{Value}", out var fault) is not null ? null
        : VwMeshException.Invalid("InvalidDnsName",
            $"Node {Quoted.Show(nodeName)} has no name in DNS: {fault}; Rename-VwNode gives it another one.", nodeName);

    /// <summary>Reads a full name with at least two labels, or <c>localhost</c>.</summary>
    internal static DomainName? ReadHost(string text, out string fault)
    {
        var name = Read(text, out fault);
        if (name is null || name.Value == "localhost" || name.Value.Contains('.', StringComparison.Ordinal))
            return name;
        fault = "it is neither a node nor a full host name such as ns1.example.net";
        return null;
    }

    internal bool IsIn(string domain) => Value == domain || Value.EndsWith("." + domain, StringComparison.Ordinal);

    /// <summary>The name relative to a domain it is in, as a zone file of that domain has it.</summary>
    internal string RelativeTo(string origin) => Value == origin ? "@" : Value[..^(origin.Length + 1)];

    /// <summary>The name as zone files have it where it is not relative.</summary>
    /// <returns>The name with a dot at its end.</returns>
    public override string ToString() => Value + ".";

    private static DomainName? Read(string text, out string fault)
    {
        var labels = (text.EndsWith('.') ? text[..^1] : text).Split('.');
        for (var i = 0; i < labels.Length; i++)
        {
            var shown = Quoted.Show(labels[i]);
            labels[i] = ToAscii(labels[i]);
            if (FaultOf(labels[i]) is { } why)
            {
                fault = $"its label {shown} {why}";
                return null;
            }
        }
        var value = string.Join('.', labels);
        fault = $"with all its labels it has {value.Length} characters, and DNS allows {MaxLength}";
        return value.Length <= MaxLength ? new DomainName(value) : null;
    }

    private static string? FaultOf(string label) =>
        label.Length == 0 ? "is empty, or no international name (RFC 5891)"
        : label.Length > MaxLabelLength ? $"has {label.Length} characters, and DNS allows {MaxLabelLength}"
        : label[0] == '-' || label[^1] == '-' ? "begins or ends with a hyphen"
        : !label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')
            ? "has other characters than host names allow, which are letters, digits and hyphens (RFC 1123)"
        : null;

    // Empty where there is no such form.
    private static string ToAscii(string label)
    {
        // IDNA drops what is not seen, so that two names that look alike would become one.
        if (label.EnumerateRunes().Any(Invisible.Is))
            return "";
        var lower = label.ToLowerInvariant();
        try
        {
            if (!Ascii.IsValid(lower))
                return Idna.GetAscii(lower.Normalize(NormalizationForm.FormC));
            if (lower.StartsWith("xn--", StringComparison.Ordinal))
                Idna.GetUnicode(lower);
            return lower;
        }
        catch (ArgumentException)
        {
            return "";
        }
    }
}
