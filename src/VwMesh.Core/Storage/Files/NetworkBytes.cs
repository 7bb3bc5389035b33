using System.Text;
using Microsoft.Win32.SafeHandles;
using VwMesh.Model;

namespace VwMesh.Storage.Files;

/// <summary>The content of a network file: its bytes, and the text they are.</summary>
internal sealed class NetworkBytes
{
    /// <summary>The most bytes a network file may have; 5,000 nodes need about 3 MiB.</summary>
    internal const int MaxLength = 64 << 20;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private NetworkBytes(byte[] bytes, string text, bool hasBom, bool isOpenToOthers)
    {
        Bytes = bytes;
        Text = text;
        HasBom = hasBom;
        IsOpenToOthers = isOpenToOthers;
    }

    internal byte[] Bytes { get; }

    /// <summary>The text, without a byte order mark.</summary>
    internal string Text { get; }

    /// <summary>Whether others than the file's owner may do something with it.</summary>
    internal bool IsOpenToOthers { get; }

    private bool HasBom { get; }

    /// <summary>The bytes of a changed text, with a byte order mark if these have one.</summary>
    internal byte[] Encode(string text) => HasBom ? [.. Encoding.UTF8.Preamble, .. Strict.GetBytes(text)] : Strict.GetBytes(text);

    /// <summary>The content of a file that was written, and is private since.</summary>
    internal NetworkBytes With(byte[] bytes, string text) => new(bytes, text, HasBom, isOpenToOthers: false);

    /// <summary>Reads a file.</summary>
    /// <exception cref="VwMeshException">It is not there or may not be read, is too large, or is no text.</exception>
    internal static NetworkBytes Read(string path) => Read(path, () => OrdinaryFile.Open(path));

    /// <summary>Reads a file in its open folder.</summary>
    /// <exception cref="VwMeshException">The file is not there, may not be read, is too large, or is not text.</exception>
    internal static NetworkBytes Read(FilePlace place) => Read(place.Path, place.Open);

    /// <summary>Reads a file in its open folder, whatever it holds.</summary>
    /// <exception cref="VwMeshException">The file is not there, may not be read, or is too large.</exception>
    internal static byte[] ReadBytes(FilePlace place) => ReadBytes(place.Path, place.Open, out _);

    private static NetworkBytes Read(string path, Func<SafeFileHandle> open)
    {
        var bytes = ReadBytes(path, open, out var isOpenToOthers);
        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xff, 0xfe]) || bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xfe, 0xff]))
            throw FileErrors.NotANetwork(path, "it is encoded in UTF-16; save it as UTF-8");
        if (bytes.AsSpan().Contains((byte)0))
            throw FileErrors.NotANetwork(path, "it is no text file");
        var hasBom = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble);
        try
        {
            return new NetworkBytes(bytes, Strict.GetString(bytes, hasBom ? 3 : 0, bytes.Length - (hasBom ? 3 : 0)), hasBom, isOpenToOthers);
        }
        catch (DecoderFallbackException)
        {
            throw FileErrors.NotANetwork(path, "it is not encoded in UTF-8");
        }
    }

    private static byte[] ReadBytes(string path, Func<SafeFileHandle> open, out bool isOpenToOthers)
    {
        try
        {
            using var file = open();
            isOpenToOthers = PrivateMode.IsOpenToOthers(file);
            return OrdinaryFile.Read(file, MaxLength);
        }
        catch (FileRefusedException e) when (e.Refusal == FileRefusal.TooLarge)
        {
            throw new VwMeshException("NetworkFileTooLarge", ErrorKind.LimitsExceeded,
                $"{Quoted.Show(path, int.MaxValue)} has more than {MaxLength >> 20} MiB, which no network file has.", path);
        }
        catch (FileRefusedException e)
        {
            throw FileErrors.NotANetwork(path, e.Message);
        }
        catch (Exception e) when (FileErrors.IsOfTheSystem(e))
        {
            throw FileErrors.Reading(path, e);
        }
    }
}
