using System.Buffers;
using VwMesh.Model;

namespace VwMesh.Rendering.WgQuick;

/// <summary>
/// The last look at a value before it enters a file that root executes. The model's types let nothing else through; what a fault there
/// would cost is worth asking twice.
/// </summary>
internal static class SafeWord
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create(".:/-_[]0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>The text, if a shell, wg-quick and nft take it for one plain word.</summary>
    /// <exception cref="VwMeshException">They would not (<c>UnsafeValue</c>).</exception>
    internal static string Of(object value)
    {
        var text = value.ToString() ?? "";
        return text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Plain)
            ? text
            : throw new VwMeshException("UnsafeValue", ErrorKind.SecurityError,
                $"{Quoted.Show(text)} cannot be written to a configuration: it would be read as something else than one word.", value);
    }

    /// <summary>The hook, if it is one line that every wg-quick reads to its end.</summary>
    /// <exception cref="VwMeshException">It is not (<c>InvalidHook</c>).</exception>
    internal static string Hook(string text) => Model.Hook.Parse(text);
}
