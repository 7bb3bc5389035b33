using System.Globalization;
using System.Text;
using VwMesh.Model;
using VwMesh.Rendering.WgQuick;
using VwMesh.Setup;

namespace VwMesh.Rendering.NodeProgram;

/// <summary>NAME.vwmesh: the node's values, then the functions that every node has.</summary>
internal sealed class ProgramFile
{
    private readonly string _table;

    internal ProgramFile(Network network)
    {
        _table = PortGuard.TableName(network.Name).Replace("%i", network.Name, StringComparison.Ordinal);
        if (network.Guard == Guard.Iptables)
            PortGuard.RefusePattern(network.Name);
        var guard = network.Guard switch
        {
            Guard.Nftables => "guard.nftables.sh",
            Guard.Iptables => "guard.iptables.sh",
            _ => "guard.none.sh",
        };
        Functions = Encoding.UTF8.GetBytes(Resource("guard.users.sh") + Resource(guard) + Resource("functions.sh"));
    }

    /// <summary>The lines between the members and the networks behind them.</summary>
    internal static ReadOnlyMemory<byte> BeforeSubnets { get; } = Encoding.UTF8.GetBytes("""
        END
        }

        # Networks behind the other members: prefix, address of the member on the Ethernet, node.
        subnets() { cat <<'END'

        """);

    /// <summary>The lines between the networks behind members and the names.</summary>
    internal static ReadOnlyMemory<byte> BeforeNames { get; } = Encoding.UTF8.GetBytes("""
        END
        }

        # Peers whose endpoint is a name: public key, name, port, node.
        names() { cat <<'END'

        """);

    /// <summary>The lines between the names and the peers with two keys.</summary>
    internal static ReadOnlyMemory<byte> BeforePreviousKeys { get; } = Encoding.UTF8.GetBytes("""
        END
        }

        # Peers that change their keys and may come by either: previous key, new key, node.
        previous_keys() { cat <<'END'

        """);

    /// <summary>The functions, which all nodes of the network share.</summary>
    internal ReadOnlyMemory<byte> Functions { get; }

    /// <summary>A member: its MAC address and each of its tunnel addresses; frames for the MAC address go to the first.</summary>
    internal static string LinesOf(MemberSetup member) => string.Concat(member.Entries.Select(entry =>
        $"{SafeWord.Of(entry.Mac)} {SafeWord.Of(entry.Tunnel)} {member.Name}\n"));

    /// <summary>The networks behind a member, a line each.</summary>
    internal static string SubnetsOf(MemberSetup member) => string.Concat(member.Routes.Select(r => $"{SafeWord.Of(r.Subnet)} {SafeWord.Of(r.Gateway)} {member.Name}\n"));

    /// <summary>The line of a peer whose endpoint is a name, and one for its previous key; empty for another peer.</summary>
    internal static string NameOf(PeerSetup peer) => peer.Endpoint is not { Address: null } endpoint ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{(peer.AsPrevious() is { } previous ? NameOf(previous) : "")}{peer.PublicKey} {SafeWord.Of(endpoint.Host)} {endpoint.Port} {peer.Name}\n");

    /// <summary>The line of a peer with two keys; empty for another peer.</summary>
    internal static string PreviousKeyOf(PeerSetup peer) => peer.PreviousKey is null ? "" : $"{peer.PreviousKey} {peer.PublicKey} {peer.Name}\n";

    /// <summary>The file up to the members.</summary>
    internal string Values(NodeSetup setup)
    {
        var (tunnel, vxlan) = (setup.WireGuard, setup.Vxlan);
        var (name, addresses) = (tunnel.Interface, vxlan.Address.Select(a => SafeWord.Of(a)).ToList());
        return string.Create(CultureInfo.InvariantCulture, $"""
            #!/bin/sh
            {HeadComment.FirstLine(setup.Network.Name, setup.Node)}
            # It puts the virtual Ethernet {vxlan.Interface} on top of the WireGuard interface {name}, which wg-quick makes from {name}.conf.
            # Edit the file of the network instead: Deploy-VwNode overwrites this one.
            #
            #   sh {name}.vwmesh VERB
            #   install  bring this file and its two neighbours to their places on this host, and start the network
            #   remove   stop the network, and delete the three files
            #   up       make the Ethernet, or put right what is not as it should be
            #   down     remove the Ethernet
            #   keep     up, and watch it until the tunnel is gone; the unit vwmesh-{name}.service runs this
            #   start    up, and keep in the background, where there is no systemd
            #   sync     up, and see to it that the keeper runs by this file
            #   firewall tell whether the host's firewall drops the Ethernet's packets: open or closed

            tunnel={name}
            ethernet={vxlan.Interface}
            vni={vxlan.Id}
            port={vxlan.Port}
            mtu={vxlan.Mtu}
            ttl={vxlan.TimeToLive}                          # {(vxlan.TimeToLive == 1 ? "what should ever leave outside of the tunnel ends at the first router" : "ends what goes in a circle while relays disagree")}
            mac={SafeWord.Of(vxlan.Mac.Value)}
            local={SafeWord.Of(vxlan.Local)}            # the tunnel's own address, from which the Ethernet sends
            addresses='{string.Join(' ', addresses)}'
            behind='{string.Join(' ', setup.Subnets.Select(s => SafeWord.Of(s)))}'                      # the networks behind this host, for which it forwards
            range={(tunnel.Range is { } range ? SafeWord.Of(range) : "''")}         # where the members' tunnel addresses are; '' for a route to each
            metric={Network.RoutePreferenceOf(vxlan.Id)}                   # of our routes, so that other networks on this host have theirs
            pref={Network.RoutePreferenceOf(vxlan.Id)}                     # of our ip rule
            table={_table}{(setup.IsRelay ? "\nrelay=yes                      # this node forwards the Ethernet's packets between nodes without a tunnel" : "")}{(setup.OpensFirewall ? "\nfirewall=open                  # the host's firewall lets the Ethernet's packets in from the tunnels" : "")}{(tunnel.Key.Private is null ? $"\npublic_key={tunnel.Key.Public}     # of the private key that stays on this host, in /etc/wireguard/{name}.key" : "")}

            # The other members: MAC address, tunnel address, node. A node with several tunnel addresses has a line for each.
            members() {"{"} cat <<'END'

            """);
    }

    private static string Detours(NodeSetup setup) => setup.WireGuard.Detours.Count == 0 ? "" : $$"""
        # Nodes that another relay reaches too: public key, its tunnel addresses, public key of the relay, node, relay.
        detours() { cat <<'END'
        {{string.Concat(setup.WireGuard.Detours.Select(d => $"{d.Node.PublicKey} {string.Join(',', d.Prefixes.Select(p => SafeWord.Of(p)))} {d.Relay.PublicKey} {d.Node.Name} {d.Relay.Name}\n"))}}END
        }


        """;

    private static string Relays(NodeSetup setup) => setup.WireGuard.Relayed is not { } relayed ? "" : $$"""
        # Relays that can carry {{SafeWord.Of(relayed.Range)}}, in order: public key, tunnel address, its allowed IPs, node.
        relayed={{SafeWord.Of(relayed.Range)}}
        relays() { cat <<'END'
        {{string.Concat(relayed.Relays.Select(r => $"{r.Peer.PublicKey} {SafeWord.Of(r.Tunnel)} {string.Join(',', r.Peer.AllowedIPs.Select(p => SafeWord.Of(p)))} {r.Peer.Name}\n"))}}END
        }


        """;

    /// <summary>The end of the names, and the user's commands.</summary>
    internal static string Hooks(NodeSetup setup)
    {
        var (name, port) = (setup.WireGuard.Interface, setup.WireGuard.ListenPort.ToString(CultureInfo.InvariantCulture));
        var maps = setup.WireGuard.MapsPort;
        return $$"""
            END
            }

            {{Relays(setup)}}{{Detours(setup)}}# The user's commands, and the port on the router.
            post_up()    { {{Calls(setup.Hooks.PostUp, name, " && ")}}; }
            pre_down()   { {{Calls(setup.Hooks.PreDown, name, "; ")}}; }
            map_port()   { {{(maps ? $"upnpc -e VwMesh-{name} -r {port} udp </dev/null >/dev/null 2>&1 &" : ":;")}} }
            unmap_port() { {{(maps ? $"upnpc -d {port} udp </dev/null >/dev/null 2>&1 &" : ":;")}} }

            """;
    }

    private static string Calls(ValueList<string> hooks, string name, string between) => hooks.Count == 0 ? ":"
        : string.Join(between, hooks.Select(h => $"hook '{SafeWord.Hook(h).Replace("%i", name, StringComparison.Ordinal).Replace("'", "'\\''", StringComparison.Ordinal)}'"));

    private static string Resource(string name)
    {
        using var stream = typeof(ProgramFile).Assembly.GetManifestResourceStream("NodeProgram/" + name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
