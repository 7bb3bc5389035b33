using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using VwMesh.Binding;
using VwMesh.Model;
using VwMesh.Output;
using VwMesh.Storage;

namespace VwMesh.Commands;

/// <summary>What all cmdlets share: networks found from the current location, and errors that are records, not exceptions.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The engine may stop a cmdlet while it is being disposed; a source without a timer holds nothing to free.")]
public abstract class VwCommand : PSCmdlet
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>The cmdlet's files are waited for no longer when the pipeline is stopped.</summary>
    protected override void StopProcessing() => _stopping.Cancel();

    /// <summary>Is cancelled when the pipeline is stopped.</summary>
    private protected CancellationToken Cancellation => _stopping.Token;

    /// <summary>How this command waits for another writer: silently, then by a verbose message, then by a warning.</summary>
    private protected LockWait Wait => new(LongestWait, OnVerbose: WriteVerbose, OnWarning: WriteWarning, _stopping.Token);

    /// <summary>Finds networks and files from the current location.</summary>
    private protected NetworkLookup Lookup => new(SessionState.Path);

    /// <summary>The full path of a PowerShell path, which need not exist.</summary>
    /// <exception cref="VwMeshException">It is no path of the file system (<c>NotAFileSystemPath</c>).</exception>
    internal string FullPath(string path) => Lookup.FullPath(path);

    /// <summary>Keeps the line that called this command, which has a secret, out of what is shown and logged of its errors.</summary>
    internal void HideItsLine()
    {
        var nowhere = new ScriptPosition("", 0, 0, "");
        MyInvocation.DisplayScriptPosition = new ScriptExtent(nowhere, nowhere);
    }

    /// <summary>The file of a network.</summary>
    /// <exception cref="VwMeshException">There is none.</exception>
    private protected string Locate(NetworkReference network) => Lookup.Locate(network);

    /// <summary>The files a reading command works on: those named, or every network in the current location.</summary>
    private protected IEnumerable<string> LocateForReading(NetworkReference[]? networks)
    {
        if (networks is null)
            return IsGiven("Network") ? throw ValueMissing("Network") : Lookup.All();
        var paths = new List<string>();
        foreach (var network in networks)
            Try(() => paths.AddRange(Lookup.LocateAll(network)));
        return paths.Distinct();
    }

    /// <summary>The file a changing command works on: the one named, or the only network in the current location.</summary>
    /// <exception cref="VwMeshException">There is none, or more than one.</exception>
    private protected string LocateForChange(NetworkReference? network)
    {
        if (network is not null)
            return Locate(network);
        if (IsGiven("Network"))
            throw ValueMissing("Network");
        var (there, location) = (Lookup.All(), Lookup.Location);
        return there.Count switch
        {
            1 => there[0],
            0 => throw new VwMeshException("NetworkNotFound", ErrorKind.ObjectNotFound,
                $"There is no network in {Quoted.Show(location)}; make one with New-VwNetwork, or name one with -Network.", location),
            _ => throw new VwMeshException("NetworkAmbiguous", ErrorKind.InvalidArgument,
                $"There are several networks in {Quoted.Show(location)}: {string.Join(", ", there.Select(f => Quoted.Show(Path.GetFileNameWithoutExtension(f))))}; name one with -Network.", location),
        };
    }

    // The engine prints these as they are; what they tell of is often text of others.
    private protected new void WriteWarning(string text) => base.WriteWarning(ForeignText.Lines(text));

    private protected new void WriteVerbose(string text) => base.WriteVerbose(ForeignText.Lines(text));

    private protected new bool ShouldProcess(string target, string action) => base.ShouldProcess(ForeignText.Line(target), action);

    private protected new bool ShouldProcess(string description, string question, string caption) =>
        base.ShouldProcess(ForeignText.Lines(description), ForeignText.Lines(question), caption);

    /// <summary>Whether the command shall only say what it would do.</summary>
    private protected bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out var given)
        ? (SwitchParameter)given
        : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>Whether the command says what it would do, or may ask before it does it.</summary>
    private protected bool IsWhatIfOrMayAsk => IsWhatIf
        || (MyInvocation.BoundParameters.TryGetValue("Confirm", out var given) ? ((SwitchParameter)given).IsPresent
            : LanguagePrimitives.TryConvertTo<ConfirmImpact>(GetVariableValue("ConfirmPreference"), out var preference) && preference != ConfirmImpact.None
                && GetType().GetCustomAttribute<CmdletAttribute>()!.ConfirmImpact >= preference);

    /// <summary>Tells the user something that a script does not wait for, as Write-Host does: the screen shows it, the pipeline does not have it.</summary>
    private protected void Tell(string message) => WriteInformation(new HostInformationMessage { Message = ForeignText.Lines(message) }, ["PSHOST"]);

    /// <summary>Emits objects of the model in the shapes of about_VwMesh_Objects.</summary>
    private protected new void WriteObject(object? value) => base.WriteObject(Emitted.Of(value));

    private protected new void WriteObject(object values, bool enumerateCollection) =>
        base.WriteObject(enumerateCollection && values is IEnumerable items ? items.Cast<object?>().Select(Emitted.Of) : Emitted.Of(values), enumerateCollection);

    /// <summary>Refuses parameters without a value, before anything is done.</summary>
    protected override void BeginProcessing()
    {
        try
        {
            RequireValues();
            if (MyInvocation.BoundParameters.TryGetValue("InputObject", out var input) && input is null)
                throw ValueMissing("InputObject");
        }
        catch (VwMeshException e)
        {
            ThrowTerminatingError(ToRecord(e));
        }
    }

    /// <summary>Refuses $null, which an undefined variable gives: the command would silently do more than its user means.</summary>
    /// <exception cref="VwMeshException">A parameter has it (<c>ValueMissing</c>).</exception>
    private protected void RequireValues()
    {
        foreach (var (parameter, value) in MyInvocation.BoundParameters.Where(p => p.Key != "InputObject"))
        {
            if (value is null || (value is object?[] values && values.Contains(null)))
                throw ValueMissing(parameter);
        }
    }

    private static VwMeshException ValueMissing(string parameter) => new("ValueMissing", ErrorKind.InvalidArgument,
        $"-{parameter} is $null: its variable or property has no value. Leave the parameter out, or clear the setting with ''.", parameter);

    /// <summary>Whether the command line gives a parameter.</summary>
    private protected bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    /// <summary>The piped object, or each item of a list that was given as a parameter.</summary>
    private protected static IEnumerable<PipedObject> Piped(PSObject? input) => input?.BaseObject switch
    {
        null => throw new VwMeshException("ObjectUntold", ErrorKind.InvalidArgument, "$null was piped: its variable or property has no value."),
        IEnumerable items and not (string or IDictionary) => items.Cast<object?>().SelectMany(i => Piped(i is null ? null : PSObject.AsPSObject(i))),
        _ => new PipedObject(input).Apart(),
    };

    /// <summary>The file of the network that a piped object names, or <see langword="null"/> when it names none.</summary>
    /// <exception cref="VwMeshException">The file is missing, or the command line names other networks (<c>NetworkMismatch</c>).</exception>
    private protected string? OwnFile(PipedObject piped, IReadOnlyList<NetworkReference>? named)
    {
        if (piped.Network is not { } network)
            return null;
        var path = Locate(network);
        return named is null || named.SelectMany(Lookup.LocateAll).Contains(path) ? path
            : throw new VwMeshException("NetworkMismatch", ErrorKind.InvalidArgument,
                $"The piped object belongs to network {Quoted.Show(network.Text)} ({Quoted.Show(path, int.MaxValue)}), and the command line names {string.Join(", ", named.Select(n => Quoted.Show(n.Text)))}.",
                network.Text);
    }

    /// <summary>A network that is meant itself, and not by an object that is about one of its nodes.</summary>
    /// <exception cref="VwMeshException">It came from such an object (<c>NetworkNotMeant</c>).</exception>
    private protected NetworkReference RequireWhole(NetworkReference network) => !network.IsOfNode ? network
        : throw new VwMeshException("NetworkNotMeant", ErrorKind.InvalidArgument,
            $"The piped object is about a node of network {Quoted.Show(network.Text)}, and {MyInvocation.MyCommand.Name} is for whole networks. Name the network, or pipe objects from Get-VwNetwork.", network.Text);

    /// <summary>The error of a command line that names nodes and gets some piped.</summary>
    private protected static VwMeshException NodesNamedTwice() => new("NodesNamedTwice", ErrorKind.InvalidArgument,
        "Nodes are piped, and -Name names some too: leave one out. Where the names of a table are in another column, Select-Object @{ Name = 'Name'; Expression = 'Host' } names it.");

    /// <summary>Whether a step has ended in an error so far.</summary>
    private protected bool HasFailed { get; private set; }

    /// <summary>The networks in the folder of a file, whose settings a new one must not disturb.</summary>
    private protected List<Network> NetworksBeside(string path)
    {
        var networks = new List<Network>();
        foreach (var neighbour in NetworkLocation.List(Path.GetDirectoryName(path)!).Where(p => p != path))
        {
            try
            {
                networks.Add(NetworkFile.Read(neighbour));
            }
            catch (VwMeshException e)
            {
                // What cannot be read cannot be asked for its pool; that is no reason to make no network.
                WriteVerbose($"Not compared with {neighbour}: {e.Message}");
            }
        }
        return networks;
    }

    /// <summary>Runs a step; an error of the user's becomes a non-terminating error record.</summary>
    /// <returns>Whether the step succeeded.</returns>
    private protected bool Try(Action step)
    {
        try
        {
            step();
            return true;
        }
        catch (VwMeshException e)
        {
            HasFailed = true;
            WriteError(ToRecord(e));
            return false;
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
    }

    private protected static ErrorRecord ToRecord(VwMeshException e) => new(e, e.ErrorId, Category(e.Kind), e.Target);

    private static ErrorCategory Category(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidArgument => ErrorCategory.InvalidArgument,
        ErrorKind.InvalidData => ErrorCategory.InvalidData,
        ErrorKind.InvalidOperation => ErrorCategory.InvalidOperation,
        ErrorKind.ObjectNotFound => ErrorCategory.ObjectNotFound,
        ErrorKind.ResourceExists => ErrorCategory.ResourceExists,
        ErrorKind.ResourceBusy => ErrorCategory.ResourceBusy,
        ErrorKind.PermissionDenied => ErrorCategory.PermissionDenied,
        ErrorKind.LimitsExceeded => ErrorCategory.LimitsExceeded,
        ErrorKind.ReadError => ErrorCategory.ReadError,
        ErrorKind.WriteError => ErrorCategory.WriteError,
        ErrorKind.ResourceUnavailable => ErrorCategory.ResourceUnavailable,
        ErrorKind.SecurityError => ErrorCategory.SecurityError,
        _ => ErrorCategory.NotSpecified,
    };
}
