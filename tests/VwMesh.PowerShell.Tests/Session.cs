using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;

namespace VwMesh.PowerShellTests;

/// <summary>An engine with the finished module in it, whose current location is an empty folder of its own.</summary>
internal sealed class Session : IDisposable
{
    public Session(PSHost? host = null)
    {
        Folder = Directory.CreateTempSubdirectory("vwmesh-test-").FullName;
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule([ModulePath]);
        Runspace = host is null ? RunspaceFactory.CreateRunspace(state) : RunspaceFactory.CreateRunspace(host, state);
        Runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        Runspace.Open();
        Runspace.SessionStateProxy.Path.SetLocation(Folder);
        Runspace.SessionStateProxy.SetVariable("ConfirmPreference", "None");
    }

    /// <summary>The module as <c>dotnet build</c> laid it.</summary>
    public static string ModulePath { get; } = Path.Combine(RepositoryRoot(), "output", "VwMesh");

    public Runspace Runspace { get; }

    public string Folder { get; }

    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <summary>Writes a file into the folder; one that is there keeps its mode.</summary>
    public void Write(string file, string content) => File.WriteAllText(PathOf(file), content);

    /// <summary>Runs a script, with objects piped into it; errors are in the result.</summary>
    public Result Run(string script, params object[] input)
    {
        using var shell = PowerShell.Create(Runspace);
        shell.AddScript(script);
        try
        {
            var output = shell.Invoke(input);
            return Result.Of(shell, output, null);
        }
        catch (RuntimeException e)
        {
            return Result.Of(shell, [], e.ErrorRecord);
        }
    }

    /// <summary>Runs a script that must not fail.</summary>
    public Collection<PSObject> Get(string script, params object[] input)
    {
        var result = Run(script, input);
        Assert.Empty(result.Errors.Select(e => $"{e.FullyQualifiedErrorId}: {e.Exception.Message}"));
        return result.Output;
    }

    /// <summary>The only object a script emits.</summary>
    public T GetOne<T>(string script, params object[] input) => (T)Assert.Single(Get(script, input)).BaseObject;

    /// <summary>The only error of a script.</summary>
    public ErrorRecord Fail(string script, params object[] input) => Assert.Single(Run(script, input).Errors);

    public void Dispose()
    {
        Runspace.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    internal static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "VwMesh.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run inside the repository.");
        return folder.FullName;
    }

    internal sealed record Result(Collection<PSObject> Output, IReadOnlyList<ErrorRecord> Errors, IReadOnlyList<string> Warnings, IReadOnlyList<string> Verbose)
    {
        public static Result Of(PowerShell shell, Collection<PSObject> output, ErrorRecord? terminating) => new(
            output,
            terminating is null ? [.. shell.Streams.Error] : [.. shell.Streams.Error, terminating],
            [.. shell.Streams.Warning.Select(w => w.Message)],
            [.. shell.Streams.Verbose.Select(v => v.Message)]);
    }
}
