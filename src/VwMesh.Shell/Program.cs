using System.Management.Automation;
using VwMesh.Shell;

// The engine sends what modules it loads to its maker unless told not to, and is told before anything of it runs.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");
ModulePath.LeaveOutPwsh();

switch (CommandLine.Parse(args))
{
    case ShowHelp:
        Console.Out.WriteLine(Usage.Help);
        return ExitCode.Success;
    case ShowVersion:
        Console.Out.WriteLine($"vwsh {Usage.Version} (PowerShell engine {Usage.EngineVersion})");
        return ExitCode.Success;
    case Misuse misuse:
        return Fail($"{misuse.Message} vwsh -Help shows the usage.", ExitCode.Usage);
    case RunFile { Path: string path } when !File.Exists(path):
        return Fail($"The script file '{path}' does not exist.", ExitCode.Usage);
    case var request:
        return Run(request);
}

static int Run(CommandLine request)
{
    if (MeshModule.Find(AppContext.BaseDirectory) is not { } module)
    {
        return Fail(
            $"The module VwMesh is not in '{Path.Combine(AppContext.BaseDirectory, "VwMesh")}', nor in output/VwMesh of a folder above; "
                + "'dotnet build' makes it.",
            ExitCode.Failure);
    }
    Terminal terminal = new() { CanAsk = !request.NonInteractive && !Console.IsInputRedirected };
    InitialState state = InitialState.Create(module);
    MissingCommands missing = new(state.MissingAliases);
    ShellUI ui = new(terminal, new Questions(terminal), missing);
    ShellHost host = new(ui);
    Session session;
    try
    {
        session = Session.Open(host, ui, state.Session, missing);
    }
    catch (RuntimeException failure)
    {
        return Fail($"The module in '{module}' could not be imported: {failure.Message}", ExitCode.Failure);
    }
    using (session)
    {
        Terminal.RespectNoColor();
        bool prompts = request is Interact && terminal.IsInteractive;
        // Without anything to stop, Ctrl+C ends a script's process, as it does any program's; never the prompt's.
        Console.CancelKeyPress += (_, interrupt) => interrupt.Cancel = session.Stop() || prompts;
        return prompts ? Interact(session, host, terminal) : RunOnce(request, session, host);
    }
}

static int Interact(Session session, ShellHost host, Terminal terminal)
{
    PromptLoop prompt = new(session, host, terminal);
    host.NestedPrompt = prompt.Run;
    Console.Out.WriteLine(Usage.Banner);
    prompt.Run();
    return host.ExitRequest ?? ExitCode.Success;
}

static int RunOnce(CommandLine request, Session session, ShellHost host)
{
    Script script;
    try
    {
        script = request switch
        {
            RunFile file => Script.FromFile(file.Path, file.Arguments),
            RunText text => Script.FromText(text.Text),
            _ => Script.FromStandardInput(),
        };
    }
    catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
    {
        return Fail(failure.Message, ExitCode.Usage);
    }
    Outcome outcome = session.Run(script);
    return outcome switch
    {
        _ when host.ExitRequest is int code => code,
        Outcome.Stopped => ExitCode.Interrupted,
        Outcome.Failed => ExitCode.Failure,
        // The engine keeps exit within a script file, where it is known by these traces.
        _ when request is RunFile => session.LastFileHadErrors ? session.LastExitCode ?? ExitCode.Success : ExitCode.Success,
        // As in pwsh, commands end like the last of them.
        _ => session.LastCommandSucceeded ? ExitCode.Success : ExitCode.Failure,
    };
}

static int Fail(string message, int code)
{
    Console.Error.WriteLine("vwsh: " + message);
    return code;
}
