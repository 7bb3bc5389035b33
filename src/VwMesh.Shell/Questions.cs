using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace VwMesh.Shell;

/// <summary>Asks whoever sits at the terminal. Without one, a question is an error: no answer would ever come.</summary>
internal sealed class Questions(Terminal terminal)
{
    public static HostException NobodyToAsk(string question) => new(
        $"vwsh cannot ask {question}: standard input is not a terminal, or -NonInteractive was given. "
            + "Give every mandatory parameter, and -Confirm:$false to what asks for confirmation.",
        null!,
        "NobodyToAsk",
        ErrorCategory.ResourceUnavailable);

    public string ReadLine()
    {
        Require("for a line");
        return Line("");
    }

    public SecureString ReadSecret(string prompt)
    {
        Require("for a secret");
        terminal.Dialogue.Write(prompt);
        SecureString secret = new();
        using (new Keyboard())
        {
            while (Keyboard.Read() is { Key: not ConsoleKey.Enter } key)
            {
                if (Keyboard.IsControlC(key)) throw new PipelineStoppedException();
                if (key.Key == ConsoleKey.Backspace && secret.Length > 0) secret.RemoveAt(secret.Length - 1);
                else if (!char.IsControl(key.KeyChar)) secret.AppendChar(key.KeyChar);
            }
        }
        terminal.Dialogue.WriteLine();
        secret.MakeReadOnly();
        return secret;
    }

    /// <summary>The values of mandatory parameters.</summary>
    public Dictionary<string, PSObject> Fields(string caption, string message, Collection<FieldDescription> descriptions)
    {
        Require("for " + string.Join(", ", descriptions.Select(field => field.Name)));
        Announce(caption, message);
        return descriptions.ToDictionary(field => field.Name, field => PSObject.AsPSObject(Field(field)), StringComparer.OrdinalIgnoreCase);
    }

    public int Choice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Require($"\"{Flat(message)}\"");
        Announce(caption, message);
        Option[] options = [.. choices.Select(Option.Of)];
        string prompt = string.Join("  ", options.Select(option => $"[{option.Key}] {option.Name}")) + "  [?] Help"
            + (defaultChoice >= 0 ? $" (default is \"{options[defaultChoice].Key}\"): " : ": ");
        while (true)
        {
            string answer = Line(prompt).Trim();
            if (answer.Length == 0 && defaultChoice >= 0) return defaultChoice;
            if (answer == "?")
            {
                foreach ((Option option, ChoiceDescription choice) in options.Zip(choices))
                    terminal.Dialogue.WriteLine($"{option.Key} - {choice.HelpMessage}");
                continue;
            }
            int chosen = Array.FindIndex(options, option => option.IsMeantBy(answer));
            if (chosen >= 0) return chosen;
        }
    }

    public PSCredential Credential(string caption, string message, string userName)
    {
        Require("for a user name and a password");
        Announce(caption, message);
        string user = string.IsNullOrEmpty(userName) ? Line("User: ") : userName;
        return new PSCredential(user, ReadSecret($"Password for user {user}: "));
    }

    private object Field(FieldDescription field)
    {
        string name = string.IsNullOrEmpty(field.Label) ? field.Name : field.Label.Replace("&", "", StringComparison.Ordinal);
        if (field.ParameterTypeFullName == typeof(SecureString).FullName) return ReadSecret(name + ": ");
        if (field.ParameterTypeFullName == typeof(PSCredential).FullName) return Credential("", "", "");
        if (!field.ParameterTypeFullName.EndsWith("[]", StringComparison.Ordinal)) return Line(name + ": ");
        List<string> items = [];
        while (Line($"{name}[{items.Count.ToString(CultureInfo.InvariantCulture)}]: ") is { Length: > 0 } item) items.Add(item);
        return items.ToArray();
    }

    private string Line(string prompt) => new LineReader(terminal).Read(prompt) switch
    {
        LineResult.Accepted accepted => accepted.Text,
        _ => throw new PipelineStoppedException(),
    };

    private void Require(string question)
    {
        if (!terminal.CanAsk) throw NobodyToAsk(question);
    }

    private void Announce(string caption, string message)
    {
        if (!string.IsNullOrEmpty(caption)) terminal.Dialogue.WriteLine(Environment.NewLine + caption);
        if (!string.IsNullOrEmpty(message)) terminal.Dialogue.WriteLine(message);
    }

    private static string Flat(string message) => message.ReplaceLineEndings(" ");

    /// <summary>An answer: the letter after the ampersand in its label, or the whole label.</summary>
    private sealed record Option(string Key, string Name)
    {
        public static Option Of(ChoiceDescription choice)
        {
            string name = choice.Label.Replace("&", "", StringComparison.Ordinal);
            int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
            bool hasKey = mark >= 0 && mark + 1 < choice.Label.Length;
            return new Option(hasKey ? choice.Label[mark + 1].ToString().ToUpperInvariant() : name, name);
        }

        public bool IsMeantBy(string answer) =>
            answer.Equals(Key, StringComparison.OrdinalIgnoreCase) || answer.Equals(Name, StringComparison.OrdinalIgnoreCase);
    }
}
