using System.Globalization;
using System.Management.Automation.Host;

namespace VwMesh.Shell;

/// <summary>What the engine sees of vwsh.</summary>
internal sealed class ShellHost(ShellUI ui) : PSHost
{
    private int _nesting;
    private bool _leavesNestedPrompt;

    /// <summary>Runs a prompt inside a command, when a question is answered with Suspend; null where there is no prompt.</summary>
    public Action? NestedPrompt { get; set; }

    /// <summary>What <c>exit N</c> asked for; null while nobody wants to leave.</summary>
    public int? ExitRequest { get; private set; }

    /// <summary>The innermost prompt shall end.</summary>
    public bool LeavesPrompt => ExitRequest is not null || _leavesNestedPrompt;

    public bool IsNested => _nesting > 0;

    public override string Name => "vwsh";

    public override Version Version { get; } = new(Usage.Version);

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => ui;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode)
    {
        if (IsNested) ExitNestedPrompt();
        else ExitRequest = exitCode;
    }

    public override void EnterNestedPrompt()
    {
        if (NestedPrompt is null) throw new HostException("Only the prompt of vwsh can suspend a command.");
        _nesting++;
        try
        {
            NestedPrompt();
        }
        finally
        {
            _nesting--;
            _leavesNestedPrompt = false;
        }
    }

    public override void ExitNestedPrompt() => _leavesNestedPrompt = true;

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
