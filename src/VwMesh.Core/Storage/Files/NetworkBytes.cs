using System.Text;
using VwMesh.Model;

namespace VwMesh.Storage.Files;

/// <summary>The content of a network file: its bytes, and the text they are.</summary>
internal sealed class NetworkBytes
{
    /// <summary>The most bytes a network file may have; 5,000 nodes need about 3 MiB.</summary>
    internal const int MaxLength = 64 << 20;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private NetworkBytes(byte[] bytes, string text, bool hasBom)
    {
        Bytes = bytes;
        Text = text;
        HasBom = hasBom;
    }

    internal byte[] Bytes { get; }

    /// <summary>The text, without a byte order mark.</summary>
    internal string Text { get; }

    private bool HasBom { get; }

    /// <summary>The bytes of a changed text, with a byte order mark if these have one.</summary>
    internal byte[] Encode(string text) => HasBom ? [.. Encoding.UTF8.Preamble, .. Strict.GetBytes(text)] : Strict.GetBytes(text);

    internal NetworkBytes With(byte[] bytes, string text) => new(bytes, text, HasBom);

    /// <summary>Reads a file.</summary>
    /// <exception cref="VwMeshException">It is not there or may not be read, is too large, or is no text.</exception>
    internal static NetworkBytes Read(string path)
    {
        var bytes = ReadBytes(path);
        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
            throw FileErrors.NotANetwork(path, "it is encoded in UTF-16; save it as UTF-8");
        if (bytes.AsSpan().Contains((byte)0))
            throw FileErrors.NotANetwork(path, "it is no text file");
        var hasBom = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble);
        try
        {
            return new NetworkBytes(bytes, Strict.GetString(bytes, hasBom ? 3 : 0, bytes.Length - (hasBom ? 3 : 0)), hasBom);
        }
        catch (DecoderFallbackException)
        {
            throw FileErrors.NotANetwork(path, "it is not encoded in UTF-8");
        }
    }

    internal static byte[] ReadBytes(string path)
    {
        if (Directory.Exists(path))
            throw FileErrors.NotANetwork(path, "it is a folder; name a file in it");
        if (UnixFile.IsSpecial(path))
            throw FileErrors.NotANetwork(path, "it is no ordinary file but a pipe or a device");
        try
        {
            // A device has no length, so that what is read is limited as well.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            if (file.Length > MaxLength)
                throw TooLarge(path);
            var bytes = new byte[file.Length + 1];
            var length = 0;
            while (file.Read(bytes, length, bytes.Length - length) is > 0 and var read)
            {
                length += read;
                if (length > MaxLength)
                    throw TooLarge(path);
                if (length == bytes.Length)
                    Array.Resize(ref bytes, bytes.Length * 2);
            }
            return bytes[..length];
        }
        catch (Exception e) when (FileErrors.IsOfTheSystem(e))
        {
            throw FileErrors.Reading(path, e);
        }
    }

    private static VwMeshException TooLarge(string path) => new("NetworkFileTooLarge", ErrorKind.LimitsExceeded,
        $"{Quoted.Show(path, int.MaxValue)} has more than {MaxLength >> 20} MiB, which no network file has.", path);
}
