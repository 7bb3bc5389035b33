using System.Management.Automation;
using System.Management.Automation.Runspaces;
using VwMesh.Model;

namespace VwMesh.Remoting;

/// <summary>
/// A shell that PowerShell on a node runs for us, over a new connection made as an existing one was: what an old one says does not prove that
/// the node can still be reached. Scripts go as pipeline input, which no script block log of the node holds.
/// </summary>
internal sealed class SessionShell(string node, RunspaceConnectionInfo way)
{
    private const string Relay = """
        begin {
            $ErrorActionPreference = 'Stop'
            $start = [Diagnostics.ProcessStartInfo]::new('/bin/sh')
            if ([Environment]::UserName -ne 'root') { $start.FileName = 'sudo'; '-n', '/bin/sh' | ForEach-Object { $start.ArgumentList.Add($_) } }
            $start.ArgumentList.Add('-s')
            $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            $shell = [Diagnostics.Process]::Start($start)
            $complaint = $shell.StandardError.ReadToEndAsync()
        }
        process {
            $script, $ending = $_
            $text = [Text.StringBuilder]::new()
            $shell.StandardInput.Write($script)
            $shell.StandardInput.Flush()
            while ($null -ne ($line = $shell.StandardOutput.ReadLine())) {
                $null = $text.Append($line).Append("`n")
                if ($line.StartsWith($ending, [StringComparison]::Ordinal)) { break }
            }
            if ($null -eq $line -and $text.Length -eq 0) { throw $complaint.Result }
            $text.ToString()
        }
        end { $shell.StandardInput.Close() }
        """;

    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(5);

    private readonly PSDataCollection<PSObject> _questions = [];
    private readonly PSDataCollection<PSObject> _answers = [];
    private TaskCompletionSource _answered = new();
    private PowerShell? _relay;
    private Task? _running;

    /// <summary>Sends a script and gives its answer.</summary>
    /// <exception cref="VwMeshException">The node cannot be reached (<c>NodeUnreachable</c>).</exception>
    internal async Task<string> AskAsync(string script, string ending, CancellationToken cancellation)
    {
        try
        {
            if (_running is null)
                await Task.Run(() => { _running = Start(); }, cancellation).WaitAsync(cancellation).ConfigureAwait(false);
            _answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _questions.Add(PSObject.AsPSObject(new[] { script, ending }));
            await Task.WhenAny(_running!, _answered.Task).WaitAsync(cancellation).ConfigureAwait(false);
            if (_answers.ReadAll() is [var answer, ..])
                return answer.ToString();
            await _running!.ConfigureAwait(false);
            throw Unreachable("its PowerShell ended without an answer");
        }
        catch (Exception e) when (e is RuntimeException or PSInvalidOperationException or InvalidOperationException)
        {
            throw Unreachable($"PowerShell says {Quoted.Show(e.Message.Trim(), 300)}", e);
        }
    }

    /// <summary>Ends the connection.</summary>
    internal async ValueTask CloseAsync()
    {
        _questions.Complete();
        if (_relay is null)
            return;
        if (_running is not null)
            await Task.WhenAny(_running, Task.Delay(LongestGoodbye)).ConfigureAwait(false);
        // Closing waits for the other end, which may be gone.
        var relay = _relay;
        await Task.WhenAny(Task.Run(() => Close(relay)), Task.Delay(LongestGoodbye)).ConfigureAwait(false);
    }

    private static void Close(PowerShell relay)
    {
        var runspace = relay.Runspace;
        relay.Dispose();
        runspace.Dispose();
    }

    private Task Start()
    {
        var runspace = RunspaceFactory.CreateRunspace(way);
        _relay = PowerShell.Create();
        _relay.Runspace = runspace;
        runspace.Open();
        _answers.DataAdded += (_, _) => _answered.TrySetResult();
        return Task.Factory.FromAsync(_relay.AddScript(Relay).BeginInvoke(_questions, _answers), done => { _relay.EndInvoke(done); });
    }

    private VwMeshException Unreachable(string why, Exception? inner = null) =>
        new("NodeUnreachable", ErrorKind.ResourceUnavailable, $"Node {Quoted.Show(node)} cannot be reached: {why}.", node, inner);
}
