using VwMesh.Live;
using VwMesh.Model;

namespace VwMesh.Deployment;

/// <summary>The sh program that gives a node its private key, in a file of its own, and says the public half. It never overwrites a key that is not named.</summary>
internal static class KeyScript
{
    /// <summary>Says <c>half</c> with the public key and <c>origin</c>: made, found or moved; or <c>failed</c> with the reason, or <c>lost</c> where there is no key and none may be made.</summary>
    /// <param name="network">The network.</param>
    /// <param name="mark">The mark of the answer.</param>
    /// <param name="moved">A key that the node has to take, or <see langword="null"/>.</param>
    /// <param name="mayMake">Whether the node may make a key.</param>
    /// <param name="unwanted">The public half of a key that another one replaces, or <see langword="null"/>.</param>
    /// <param name="isNext">Whether it is about the next key, which waits beside the key until a configuration has it.</param>
    internal static string For(Network network, string mark, PrivateKey? moved, bool mayMake, PublicKey? unwanted, bool isNext) => ProbeScript.Prelude(network, mark) + $$"""
        {
        k=${f%/*}/$n.key{{(isNext ? ".next" : "")}}
        fail() { rm -f "$k.new"; say failed "$1"; say done; exit 0; }
        half_of() { wg pubkey 2>/dev/null <"$1"; }
        # The key is an argument of printf, which is a part of the shell, and of no program.
        write() { rm -f "$k.new"; printf '%s\n' "$1" >"$k.new" && { sync "$k.new" || sync; } 2>/dev/null || fail "$k could not be written"; }
        here() {
            if [ -e "/sys/class/net/$n" ]; then x=$(wg show "$n" private-key 2>/dev/null); else x=; fi
            [ -n "$x" ] && [ "$x" != "(none)" ] || x=$(sed -n 's/^[[:space:]]*PrivateKey[[:space:]]*=[[:space:]]*//Ip' "$f" 2>/dev/null | head -n 1)
            [ -n "$x" ] && printf '%s\n' "$x" | wg pubkey >/dev/null 2>&1
        }
        has wg || fail "wg is missing (wireguard-tools)"
        mkdir -p "${f%/*}" 2>/dev/null || fail "${f%/*} cannot be written"
        origin=found
        if [ -e "$k" ] || [ -L "$k" ]; then :
        else
            if {{(moved is null ? "false" : $"x='{moved.Reveal()}'")}}; then origin=moved
            elif {{(isNext ? "false" : "here")}}; then :
            elif {{(mayMake ? "x=$(wg genkey)" : "false")}}; then origin=made
            else say lost; say done; exit 0; fi
            write "$x"
            # A link never takes the place of a file that somebody makes now.
            ln "$k.new" "$k" 2>/dev/null || [ -e "$k" ] || fail "$k could not be written"
            rm -f "$k.new"
        fi
        half=$(half_of "$k") || fail "$k is not one private key, as 'wg genkey' writes it"
        if [ "$half" = '{{unwanted?.Value ?? "no key"}}' ]; then
            x=$(wg genkey) && write "$x" && mv -f "$k.new" "$k" && half=$(half_of "$k") || fail "$k could not be written"
            origin=made
        fi
        chmod 600 "$k" || fail "the mode of $k could not be set"
        { sync "$k" || sync; } 2>/dev/null
        say origin "$origin"
        say half "$half"
        say done
        }

        """;
}
