using BenchmarkDotNet.Running;
using VwMesh.Benchmarks.Commands;
using VwMesh.Benchmarks.Deployment;
using VwMesh.Benchmarks.Parts;

return args switch
{
    ["parts", "--quick"] => RunParts([], isQuick: true),
    ["parts", .. var options] => RunParts(options, isQuick: false),
    ["commands", .. var options] when OperatingSystem.IsLinux() => CommandSuite.Run(isQuick: options.Contains("--quick")),
    ["deploy", .. var options] when OperatingSystem.IsLinux() => DeploySuite.Run(isQuick: options.Contains("--quick")),
    _ => Misuse(),
};

static int RunParts(string[] options, bool isQuick)
{
    var summaries = BenchmarkSwitcher.FromAssembly(typeof(PartsConfig).Assembly).Run([.. options.DefaultIfEmpty("--filter=*")], new PartsConfig(isQuick));
    return summaries.Any() && summaries.All(s => !s.HasCriticalValidationErrors && s.Reports.All(r => r.Success)) ? 0 : 1;
}

static int Misuse()
{
    Console.Error.WriteLine("""
        VwMesh.Benchmarks parts [--filter '*Render*'] …   times the parts (BenchmarkDotNet, whose options follow)
        VwMesh.Benchmarks commands [--quick]              times whole commands in fresh processes, and prints a table (Linux)
        VwMesh.Benchmarks deploy [--quick]                times deployments over ssh, beside bare ssh (Linux, root, OpenSSH)
        """);
    return 2;
}
