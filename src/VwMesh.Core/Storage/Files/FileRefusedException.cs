using System.Globalization;

namespace VwMesh.Storage.Files;

/// <summary>Why a file is not read.</summary>
internal enum FileRefusal
{
    Folder,
    Special,
    TooLarge,
}

/// <summary>A file that VwMesh could read, and refuses to.</summary>
/// <param name="refusal">Why.</param>
/// <param name="message">The same in words that go after a colon.</param>
internal sealed class FileRefusedException(FileRefusal refusal, string message) : IOException(message)
{
    internal FileRefusal Refusal => refusal;

    internal static FileRefusedException Folder() => new(FileRefusal.Folder, "it is a folder; name a file in it");

    internal static FileRefusedException Link() => new(FileRefusal.Special, "it is a link");

    internal static FileRefusedException Special() => new(FileRefusal.Special, "it is a pipe or a device, not an ordinary file");

    internal static FileRefusedException TooLarge(int limit) =>
        new(FileRefusal.TooLarge, string.Create(CultureInfo.InvariantCulture, $"it has more than {limit} bytes"));
}
