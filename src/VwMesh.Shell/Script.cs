using System.Collections;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace VwMesh.Shell;

/// <summary>A script to run once, from a file, the command line or standard input.</summary>
internal sealed record Script(Command Command, IEnumerable Input)
{
    /// <summary>A file; one without .ps1, such as a program with a #! line, is run as text, as pwsh does.</summary>
    public static Script FromFile(string path, IEnumerable<CommandParameter> arguments)
    {
        string text = File.ReadAllText(path);
        bool isScriptFile = Path.GetExtension(path).Equals(".ps1", StringComparison.OrdinalIgnoreCase);
        Command command = new(isScriptFile ? Path.GetFullPath(path) : text, isScript: !isScriptFile, useLocalScope: false);
        foreach (CommandParameter argument in arguments) command.Parameters.Add(argument);
        return new Script(command, StandardInputFor(text));
    }

    public static Script FromText(string text) => FromLine(text) with { Input = StandardInputFor(text) };

    public static Script FromStandardInput() => FromLine(Console.In.ReadToEnd());

    /// <summary>What was typed at the prompt: its input is the keyboard's.</summary>
    public static Script FromLine(string text) => new(new Command(text, isScript: true, useLocalScope: false), Array.Empty<string>());

    /// <summary>
    /// The lines of standard input, if it is redirected and the script asks for them with $input. Otherwise it is left alone: it
    /// may never end, and belongs to the programs the script runs.
    /// </summary>
    private static IEnumerable StandardInputFor(string text)
    {
        if (!Console.IsInputRedirected) return Array.Empty<string>();
        Ast? asking = Parser.ParseInput(text, out _, out _).Find(IsInputVariable, searchNestedScriptBlocks: true);
        return asking is null ? Array.Empty<string>() : Lines();
    }

    private static bool IsInputVariable(Ast ast) =>
        ast is VariableExpressionAst variable && variable.VariablePath.UserPath.Equals("input", StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Lines()
    {
        while (Console.In.ReadLine() is { } line) yield return line;
    }
}
