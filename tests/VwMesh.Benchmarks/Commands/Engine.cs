namespace VwMesh.Benchmarks.Commands;

/// <summary>A program that runs PowerShell with the module in it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Command">The program and its arguments before the script.</param>
/// <param name="Preamble">What brings the module in.</param>
internal sealed record Engine(string Name, IReadOnlyList<string> Command, string Preamble)
{
    /// <summary>The engines of this machine: vwsh, and pwsh where it is installed.</summary>
    internal static IEnumerable<Engine> All()
    {
        yield return new Engine("vwsh", [BuiltFiles.Vwsh, "-Command"], "");
        if (Installed.Has("pwsh"))
            yield return new Engine("pwsh", ["pwsh", "-NoProfile", "-NonInteractive", "-Command"], $"Import-Module '{BuiltFiles.Module}'; ");
    }

    /// <summary>Runs a script that is to print something.</summary>
    /// <exception cref="BenchmarkException">It printed something else.</exception>
    internal Cost Run(string folder, string script, string expected)
    {
        var (output, cost) = MeasuredProcess.Run(folder, null, [.. Command, Preamble + script]);
        return output == expected ? cost : throw new BenchmarkException($"{Name}: {script}\nprinted '{output}' in place of '{expected}'.");
    }
}
