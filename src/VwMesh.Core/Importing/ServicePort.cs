using System.Globalization;
using System.Text;
using VwMesh.Storage.Files;

namespace VwMesh.Importing;

/// <summary>Ports by the names of their services, which wg(8) takes as it takes numbers.</summary>
internal static class ServicePort
{
    private const int MaxLength = 4 << 20;

    private static readonly Lazy<string> System = new(() =>
    {
        try
        {
            var path = OperatingSystem.IsWindows() ? Path.Combine(Environment.SystemDirectory, @"drivers\etc\services") : "/etc/services";
            return Encoding.UTF8.GetString(OrdinaryFile.Read(path, MaxLength));
        }
        catch (Exception e) when (FileErrors.IsOfTheSystem(e))
        {
            return "";
        }
    });

    /// <summary>The UDP port of a number or a service, or <see langword="null"/>.</summary>
    internal static int? Find(string text) => Find(text, System.Value);

    /// <summary>The same, with the lines of services(5).</summary>
    internal static int? Find(string text, string services)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number is >= 0 and <= 65535 ? number : null;
        foreach (var line in services.Split('\n'))
        {
            var words = line.Split('#')[0].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length >= 2 && words[1].EndsWith("/udp", StringComparison.Ordinal) && words.Where((_, i) => i != 1).Contains(text)
                && int.TryParse(words[1][..^4], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
                return port;
        }
        return null;
    }
}
