using VwMesh.Model;
using VwMesh.Storage.Toml;

namespace VwMesh.Storage.Schema;

/// <summary>A value of the file on its way into the model: what is wrong with it is reported where it stands.</summary>
internal readonly struct Cell(NetworkReader reader, string? node, TomlItem item)
{
    private TomlValue Value => item.Value!;

    /// <summary>The text through a parser; <see langword="null"/> when it is empty, or when something is wrong with it.</summary>
    internal T? Text<T>(Func<string, T> parse)
        where T : class =>
        Value.Kind != TomlKind.String ? Wrong<T>("a text in quotes is needed") : Value.Text!.Length == 0 ? null : Parsed(Value, parse);

    /// <summary>The text through a parser that judges the empty text as well.</summary>
    internal T Required<T>(Func<string, T> parse)
        where T : struct =>
        Value.Kind == TomlKind.String ? Parsed(Value, parse) : Wrong<T>("a text in quotes is needed");

    internal ValueList<T> List<T>(Func<string, T> parse)
    {
        if (Value.Kind != TomlKind.List)
            return Wrong<ValueList<T>>("a list of texts is needed, such as [ \"one\",]") ?? [];
        if (Value.Elements.Length == 0)
            return [];
        var items = new T[Value.Elements.Length];
        for (var i = 0; i < items.Length; i++)
        {
            var value = Value.Elements[i].Value;
            if (value.Kind == TomlKind.String)
                items[i] = Parsed(value, parse)!;
            else
                Report("InvalidValue", value, "the list takes texts in quotes only");
        }
        return new(items);
    }

    internal int Integer() => (int)Integer(int.MinValue, int.MaxValue);

    internal uint Unsigned() => (uint)Integer(uint.MinValue, uint.MaxValue);

    internal bool Boolean() => Value.Kind == TomlKind.Boolean ? Value.Number != 0 : Wrong<bool>("true or false is needed, without quotes");

    /// <summary>Takes note that the model refuses the value.</summary>
    internal void Refuse(VwMeshException e) => Report(e.ErrorId, Value, e.Message);

    private long Integer(long least, long most) =>
        Value.Kind != TomlKind.Integer ? Wrong<long>("a whole number is needed, without quotes")
        : Value.Number < least || Value.Number > most ? Wrong<long>($"the number is out of range; it is {least} to {most}")
        : Value.Number;

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
        Report("InvalidValue", Value, message);
        return default;
    }

    private void Report(string errorId, TomlValue at, string message) => reader.Report(errorId, node, item, at.Span.Start, message);
}
