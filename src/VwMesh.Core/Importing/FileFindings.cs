using System.Globalization;
using System.Text.RegularExpressions;
using VwMesh.Model;

namespace VwMesh.Importing;

/// <summary>Finds what a file has that no network can express, whatever the other files say.</summary>
internal static class FileFindings
{
    private static readonly HashSet<string> InterfaceKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        "Address", "PrivateKey", "ListenPort", "FwMark", "MTU", "Table", "DNS", "SaveConfig", "PreUp", "PostUp", "PreDown", "PostDown",
    };

    private static readonly HashSet<string> PeerKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        "PublicKey", "PresharedKey", "AllowedIPs", "Endpoint", "PersistentKeepalive",
    };

    internal static void Report(ImportedNode node, string network, FindingList findings)
    {
        foreach (var line in node.Text.Strays)
            findings.Add("LineNotUnderstood", node, "this is neither a section, a setting nor a comment, and is left out.", line);
        foreach (var section in node.Text.Sections)
        {
            var known = ConfigText.IsNamed(section, "Interface") ? InterfaceKeys : ConfigText.IsNamed(section, "Peer") ? PeerKeys : null;
            if (known is null)
            {
                findings.Add("SectionDropped", node, $"[{section.Name}] is left out.", section.Line);
                continue;
            }
            foreach (var setting in section.Settings.Where(s => !known.Contains(s.Key)))
                findings.Add("KeyDropped", node,
                    $"{Quoted.Show(setting.Key)} is no key of [{section.Name}], and is left out.", setting.Line);
        }
        foreach (var dns in node.Interface.All("DNS"))
            findings.Add("DnsDropped", node, $"DNS = {Quoted.Show(dns.Value)} is left out; a hook such as PostUp can set it.", dns.Line);
        if (node.Interface.Last("Table") is { } table && !IsOneOf(table.Value, "off", "auto"))
            findings.Add("TableDropped", node,
                $"Table = {Quoted.Show(table.Value)} becomes Table = off; routes are for hooks or a routing daemon to make.", table.Line);
        if (node.Hooks.Adopted is { } adopted)
            findings.Add("VxlanAdopted", node, string.Create(CultureInfo.InvariantCulture,
                $"{adopted.Interface}, with VNI {adopted.Id} and port {adopted.Port}, becomes v{network}; the hooks that made it are left out, as v{network} replaces them."),
                adopted.MadeBy.Line);
        ReportHooks(node, network, findings);
    }

    internal static bool IsOneOf(string value, params string[] words) => words.Contains(value, StringComparer.OrdinalIgnoreCase);

    private static void ReportHooks(ImportedNode node, string network, FindingList findings)
    {
        var interfaceName = NodeNaming.FileNameOf(node.Text);
        foreach (var hook in Enum.GetValues<HookKind>().SelectMany(node.Hooks.Own))
        {
            if (Hook.FaultOf(hook.Value) is { } fault)
                findings.Add("HookDropped", node, $"{hook.Key} is left out: {fault}.", hook.Line);
            if (hook.Value.Contains("type vxlan", StringComparison.Ordinal))
                findings.Add("OwnVxlan", node,
                    $"{hook.Key} makes a VXLAN interface of its own beside v{network}; remove it where v{network} takes its place.",
                    hook.Line);
            if (node.Hooks.Adopted is { } vxlan && vxlan.Interface != "v%i" && Names(hook.Value, vxlan.Interface))
                findings.Add("HookNamesInterface", node,
                    $"{hook.Key} names {vxlan.Interface}, and the VXLAN interface will be v{network}; write v%i, which means it.", hook.Line);
            if (interfaceName != network && Names(hook.Value, interfaceName))
                findings.Add("HookNamesInterface", node,
                    $"{hook.Key} names {interfaceName}, and the interface will be {network}; write %i, which means either.", hook.Line);
        }
    }

    private static bool Names(string hook, string interfaceName) => Regex.IsMatch(hook, $@"(?<![\w-]){Regex.Escape(interfaceName)}(?![\w-])");
}
