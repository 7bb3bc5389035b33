using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;

return args switch
{
    ["import", var module] => Timings.PrintImport(module),
    ["complete", var module, var network, var time] => Timings.PrintCompletion(module, network, int.Parse(time, CultureInfo.InvariantCulture)),
    _ => 2,
};

/// <summary>
/// What is timed inside of a fresh engine, where its start does not count; printed in milliseconds. A program of its own, because none of
/// the module's libraries may lie beside it: they would be taken from there.
/// </summary>
internal static class Timings
{
    private static readonly string[] Foreign = ["Tomlyn", "NSec.Cryptography"];

    internal static int PrintImport(string module)
    {
        using var runspace = Open();
        var clock = Stopwatch.StartNew();
        Run(runspace, $"Import-Module '{module}' -ErrorAction Stop");
        var took = clock.Elapsed;
        var loaded = AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetName().Name).Intersect(Foreign).ToList();
        if (loaded.Count > 0 || File.ReadAllText("/proc/self/maps").Contains("libsodium", StringComparison.Ordinal))
        {
            Console.Error.WriteLine($"The import alone loads {string.Join(", ", loaded.DefaultIfEmpty("libsodium"))}.");
            return 1;
        }
        return Print(took);
    }

    internal static int PrintCompletion(string module, string network, int time)
    {
        using var runspace = Open();
        Run(runspace, $"Import-Module '{module}' -ErrorAction Stop");
        // The engine's own first completion is not ours.
        Complete(runspace, "Get-Ver");
        for (var earlier = 1; earlier < time; earlier++)
            Complete(runspace, $"Get-VwNode '{network}' node2");
        var clock = Stopwatch.StartNew();
        var found = Complete(runspace, $"Get-VwNode '{network}' node1");
        var took = clock.Elapsed;
        if (found == 0)
        {
            Console.Error.WriteLine("Tab offers no node.");
            return 1;
        }
        return Print(took);
    }

    private static Runspace Open()
    {
        Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
        var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        // The engine's first command is slow whatever it is.
        Run(runspace, "Get-Module -ListAvailable -Name ('no' + 'thing')");
        return runspace;
    }

    private static void Run(Runspace runspace, string script)
    {
        using var shell = PowerShell.Create(runspace).AddScript(script);
        shell.Invoke();
    }

    private static int Complete(Runspace runspace, string text)
    {
        using var shell = PowerShell.Create(runspace);
        return CommandCompletion.CompleteInput(text, text.Length, null, shell).CompletionMatches.Count;
    }

    private static int Print(TimeSpan took)
    {
        Console.Out.WriteLine(took.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture));
        return 0;
    }
}
