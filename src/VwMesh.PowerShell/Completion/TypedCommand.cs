using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using VwMesh.Binding;
using VwMesh.Model;

namespace VwMesh.Completion;

/// <summary>What a command line says before it is complete: which networks and nodes its command will work on.</summary>
internal sealed class TypedCommand
{
    private readonly SessionState _session;
    private readonly IDictionary _bound;
    private readonly CommandAst _command;

    /// <summary>Looks at a command line.</summary>
    /// <param name="command">The command at the cursor.</param>
    /// <param name="bound">What its parameters are bound to already.</param>
    internal TypedCommand(CommandAst command, IDictionary bound)
    {
        _command = command;
        _bound = bound;
        using var shell = System.Management.Automation.PowerShell.Create(RunspaceMode.CurrentRunspace);
        _session = shell.AddScript("$ExecutionContext.SessionState").Invoke<SessionState>()[0];
        Lookup = new NetworkLookup(_session.Path);
    }

    /// <summary>Finds networks from the current location.</summary>
    internal NetworkLookup Lookup { get; }

    /// <summary>The networks that are given, piped in, or all in the current location; those that cannot be read are left out.</summary>
    internal IEnumerable<Network> Networks()
    {
        var given = Given("Network").Select(NetworkReference.Of).ToList();
        var paths = given.Count > 0 ? given.SelectMany(Find) : Lookup.All();
        return paths.Distinct().Select(RecentNetworks.Read).OfType<Network>();
    }

    /// <summary>The nodes that are given or piped in, by name.</summary>
    internal IReadOnlyList<string> Nodes() => [.. Given("Name").Select(AsNodeName).OfType<string>()];

    /// <summary>What a parameter of the command itself is bound to.</summary>
    internal IEnumerable<object> Bound(string parameter) => Flat(_bound[parameter]);

    // What the command itself says comes first, then what is nearest up the pipeline.
    private IReadOnlyList<object> Given(string parameter) =>
        Bound(parameter).Concat(Bound("InputObject")).ToList() is { Count: > 0 } own
            ? own
            : Upstream().Select(e => Said(e, parameter)).FirstOrDefault(said => said.Count > 0) ?? [];

    private IEnumerable<CommandBaseAst> Upstream() =>
        _command.Parent is PipelineAst pipeline ? pipeline.PipelineElements.TakeWhile(e => e != _command).Reverse() : [];

    private IReadOnlyList<object> Said(CommandBaseAst element, string parameter) => element switch
    {
        CommandAst command => StaticParameterBinder.BindCommand(command).BoundParameters.TryGetValue(parameter, out var result)
            ? [.. result.ConstantValue is { } constant ? Flat(constant) : Constants(result.Value)] : [],
        CommandExpressionAst { Expression: VariableExpressionAst variable } => [.. Flat(_session.PSVariable.GetValue(variable.VariablePath.UserPath))],
        _ => [],
    };

    private static IEnumerable<object> Constants(Ast? value) =>
        value is ArrayLiteralAst list ? list.Elements.OfType<ConstantExpressionAst>().Select(e => e.Value) : [];

    private static IEnumerable<object> Flat(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => [],
        string text => [text],
        IEnumerable items => items.Cast<object?>().SelectMany(Flat),
        var one => [one],
    };

    private static string? AsNodeName(object value)
    {
        try
        {
            return new PipedObject(PSObject.AsPSObject(value)).RequireNode();
        }
        catch (VwMeshException)
        {
            return null;
        }
    }

    private IEnumerable<string> Find(NetworkReference network)
    {
        try
        {
            return [.. Lookup.LocateAll(network)];
        }
        catch (Exception e) when (e is VwMeshException or RuntimeException)
        {
            return [];
        }
    }
}
