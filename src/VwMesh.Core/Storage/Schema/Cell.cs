using VwMesh.Model;
using VwMesh.Storage.Toml;

namespace VwMesh.Storage.Schema;

/// <summary>A value of the file on its way into the model: what is wrong with it is reported where it stands.</summary>
internal sealed class Cell(TomlItem item, Action<string, int, string> report)
{
    private bool _isWrong;

    private TomlValue? Value => item.Value;

    /// <summary>The text through a parser; <see langword="null"/> when it is empty, or when something is wrong with it.</summary>
    internal T? Text<T>(Func<string, T> parse)
        where T : class =>
        Value is { Kind: TomlKind.String } text ? text.Text!.Length == 0 ? null : Parsed(text, parse) : Wrong<T>("a text in quotes is needed");

    /// <summary>The text through a parser that takes the empty text as well.</summary>
    internal T Required<T>(Func<string, T> parse)
        where T : struct =>
        Value is { Kind: TomlKind.String } text ? Parsed(text, parse) : Wrong<T>("a text in quotes is needed");

    internal ValueList<T> List<T>(Func<string, T> parse)
    {
        if (Value is not { Kind: TomlKind.List } list)
            return Wrong<ValueList<T>>("a list of texts is needed, such as [ \"one\",]") ?? [];
        var items = new List<T>(list.Elements.Count);
        foreach (var element in list.Elements)
        {
            if (element.Value.Kind == TomlKind.String)
                items.Add(Parsed(element.Value, parse)!);
            else
                Report("InvalidValue", element.Value, "the list takes texts in quotes only");
        }
        return items.ToValueList();
    }

    internal int Integer() => (int)Integer(int.MinValue, int.MaxValue);

    internal uint Unsigned() => (uint)Integer(uint.MinValue, uint.MaxValue);

    internal bool Boolean() => Value is { Kind: TomlKind.Boolean } boolean ? boolean.Number != 0 : Wrong<bool>("true or false is needed, without quotes");

    /// <summary>Runs a step that may find the value out of its range.</summary>
    internal T Guard<T>(T unchanged, Func<Cell, T> step)
    {
        try
        {
            return step(this);
        }
        catch (VwMeshException e)
        {
            // What stands in for a value of the wrong type may be out of range, too; that is no second problem.
            if (!_isWrong)
                Report(e.ErrorId, Value!, e.Message);
            return unchanged;
        }
    }

    private long Integer(long least, long most) =>
        Value is not { Kind: TomlKind.Integer } integer ? Wrong<long>("a whole number is needed, without quotes")
        : integer.Number < least || integer.Number > most ? Wrong<long>($"the number is out of range; it is {least} to {most}")
        : integer.Number;

    private T? Parsed<T>(TomlValue text, Func<string, T> parse)
    {
        try
        {
            return parse(text.Text!);
        }
        catch (VwMeshException e)
        {
            Report(e.ErrorId, text, e.Message);
            return default;
        }
    }

    private T? Wrong<T>(string message)
    {
        Report("InvalidValue", Value!, message);
        return default;
    }

    private void Report(string errorId, TomlValue at, string message)
    {
        _isWrong = true;
        report(errorId, at.Span.Start, message);
    }
}
