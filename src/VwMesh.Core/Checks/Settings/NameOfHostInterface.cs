using System.Text.RegularExpressions;
using VwMesh.Links;
using VwMesh.Model;

namespace VwMesh.Checks.Settings;

/// <summary>The network's interfaces have names that other software gives its own.</summary>
internal sealed partial class NameOfHostInterface() : NetworkCheck("VW2015", Severity.Warning)
{
    internal override IEnumerable<Finding> Find(Mesh mesh)
    {
        string[] names = [mesh.Network.Name, "v" + mesh.Network.Name];
        if (Array.Find(names, n => UsualName().IsMatch(n)) is { } name)
        {
            yield return new Finding(
                $"A host may have an interface {Quoted.Show(name)} of its own, and there the mesh does not start.",
                $"Rename the file, for example to {Quoted.Show("wg-" + mesh.Network.Name + ".toml")}.");
        }
    }

    // systemd's and the kernel's names; libvirt, Proxmox, VMware, VirtualBox, OpenVZ, Xen, Docker, CNI plugins, keepalived and OpenVPN.
    [GeneratedRegex(
        @"^(lo|(eth|wlan|wwan|bond|br|team|dummy|ifb|tun|tap|ppp|sit|gre|ip6?tnl|macvlan|ipvlan|macvtap|can|vcan|vti|vrf|vlan|vxlan|vnet|veth|virbr|vmbr|vmnet|vboxnet|venet|vif|vti|vrrp|vpn|docker|cni|lxcbr|lxdbr|nlmon)\.?[0-9]+"
        + @"|(en|wl|ww|sl|ib)([opsx][0-9a-f]+)+|(veth|vrrp)[0-9a-zA-Z_.-]*|virbr[0-9]+-nic|docker_gwbridge|flannel\.[0-9]+|cilium_.*|cali[0-9a-f]{8,})$",
        RegexOptions.CultureInvariant)]
    private static partial Regex UsualName();
}
