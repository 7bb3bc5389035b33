namespace VwMesh.Benchmarks.Commands;

/// <summary>Which programs this machine has.</summary>
internal static class Installed
{
    internal static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, program)));
}
