using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace VwMesh.Shell;

/// <summary>How a run ended.</summary>
internal enum Outcome
{
    Completed,

    /// <summary>An error ended it, and was shown.</summary>
    Failed,

    /// <summary>Ctrl+C ended it.</summary>
    Stopped,
}

/// <summary>The engine: runs commands one after the other, or one within another at a nested prompt, and stops them.</summary>
internal sealed class Session : IDisposable
{
    /// <summary>The last command of a pipeline, which has no output left to see, but sees how its pipeline fares.</summary>
    private const string TellHasErrors = "[CmdletBinding()] param() end { $PSCmdlet.InvokeCommand.HasErrors }";

    private readonly Runspace _runspace;
    private readonly ShellUI _ui;
    private readonly ArrayList _errors;
    private readonly Stack<Pipeline> _running = [];

    private Session(Runspace runspace, ShellUI ui)
    {
        _runspace = runspace;
        _ui = ui;
        _errors = (ArrayList)runspace.SessionStateProxy.GetVariable("Error");
    }

    /// <summary>The last script file itself, not just a command in it, wrote an error, or called exit with another code than 0.</summary>
    public bool LastFileHadErrors { get; private set; }

    /// <summary>The value of $?.</summary>
    public bool LastCommandSucceeded
    {
        get
        {
            using Pipeline pipeline = NewPipeline();
            pipeline.Commands.AddScript("$global:?");
            return Invoke(pipeline, Array.Empty<object>()) is [{ BaseObject: true }];
        }
    }

    /// <summary>The value of $LASTEXITCODE, null before the first program or exit.</summary>
    public int? LastExitCode => _runspace.SessionStateProxy.GetVariable("LASTEXITCODE") as int?;

    /// <exception cref="RuntimeException">The module could not be imported.</exception>
    public static Session Open(ShellHost host, ShellUI ui, InitialSessionState state, MissingCommands missing)
    {
        Runspace runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.ThreadOptions = PSThreadOptions.ReuseThread;
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        runspace.SessionStateProxy.InvokeCommand.CommandNotFoundAction = (_, lookup) => missing.Note(lookup.CommandName);
        return new Session(runspace, ui);
    }

    /// <summary>Runs a script, its output and errors formatted to the host.</summary>
    public Outcome Run(Script script)
    {
        // Only what goes to the history leaves its $? behind.
        using Pipeline pipeline = NewPipeline(script.Command.CommandText);
        pipeline.Commands.Clear();
        pipeline.Commands.Add(script.Command);
        script.Command.MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
        pipeline.Commands.Add("Out-Default");
        // Of a script text, $? says it, and must not be disturbed.
        if (!script.Command.IsScript) pipeline.Commands.AddScript(TellHasErrors);
        try
        {
            LastFileHadErrors = Invoke(pipeline, script.Input) is [{ BaseObject: true }];
            return pipeline.PipelineStateInfo.State == PipelineState.Stopped ? Outcome.Stopped : Outcome.Completed;
        }
        catch (PipelineStoppedException)
        {
            return Outcome.Stopped;
        }
        catch (IncompleteParseException)
        {
            // It does not say where; the parser does.
            Parser.ParseInput(script.Command.CommandText, out _, out ParseError[] errors);
            Show(new ParseException(errors).ErrorRecord);
            return Outcome.Failed;
        }
        catch (Exception failure) when (failure is IContainsErrorRecord)
        {
            Show(((IContainsErrorRecord)failure).ErrorRecord);
            return Outcome.Failed;
        }
        finally
        {
            _ui.EndCommand();
        }
    }

    /// <summary>Stops what runs. False when nothing does.</summary>
    public bool Stop()
    {
        lock (_running)
        {
            if (!_running.TryPeek(out Pipeline? pipeline)) return false;
            if (pipeline.PipelineStateInfo.State == PipelineState.Running) pipeline.StopAsync();
            return true;
        }
    }

    /// <summary>What the function prompt says.</summary>
    public string Prompt()
    {
        using Pipeline pipeline = NewPipeline();
        pipeline.Commands.Add("prompt");
        try
        {
            return Invoke(pipeline, Array.Empty<object>()).FirstOrDefault()?.ToString() ?? "";
        }
        catch (RuntimeException)
        {
            // The user's own function, and the next thing typed may mend it.
            return "vwsh> ";
        }
    }

    /// <summary>What Tab offers. What fails on the way to it is no error of the user's and leaves $Error.</summary>
    public CommandCompletion Complete(string text, int cursor)
    {
        int errorsBefore = _errors.Count;
        using PowerShell shell = _running.Count > 0 ? PowerShell.Create(RunspaceMode.CurrentRunspace) : PowerShell.Create(_runspace);
        CommandCompletion completion = CommandCompletion.CompleteInput(text, cursor, options: null, shell);
        if (_errors.Count > errorsBefore) _errors.RemoveRange(0, _errors.Count - errorsBefore);
        return completion;
    }

    public void Dispose() => _runspace.Dispose();

    private void Show(ErrorRecord error)
    {
        using Pipeline pipeline = NewPipeline();
        pipeline.Commands.Add("Out-Default");
        _ui.WriteError(() => Invoke(pipeline, new[] { error }), error.ToString());
    }

    /// <summary>A pipeline, within the one that runs, if one does; it goes to the history by a name, if it has one.</summary>
    private Pipeline NewPipeline(string? historyName = null)
    {
        lock (_running)
        {
            return (_running.Count > 0, historyName) switch
            {
                (true, null) => _runspace.CreateNestedPipeline(),
                (true, _) => _runspace.CreateNestedPipeline(historyName, addToHistory: true),
                (false, null) => _runspace.CreatePipeline(),
                (false, _) => _runspace.CreatePipeline(historyName, addToHistory: true),
            };
        }
    }

    private Collection<PSObject> Invoke(Pipeline pipeline, IEnumerable input)
    {
        lock (_running) _running.Push(pipeline);
        try
        {
            return pipeline.Invoke(input);
        }
        finally
        {
            lock (_running) _running.Pop();
        }
    }
}
