using System.Globalization;
using CsCheck;
using Tomlyn;
using Tomlyn.Model;
using Tomlyn.Parsing;
using VwMesh.Storage.Toml;

namespace VwMesh.CoreTests.Storage;

/// <summary>Our reading of the tokens against the library's own parser and model.</summary>
public sealed class GrammarTests
{
    private static readonly Gen<string> Damage = Gen.OneOf("", "\"", "'", "[", "]", "[[", "]]", "{", "}", "=", ",", ".", "#", "\n", "\r\n", "\r", "\\", " ", "x", "5", "é", "\"\"\"", "= 1", "[a]\n", "{}", "[]", "\0");

    [Fact]
    public void A_text_is_refused_exactly_where_the_library_refuses_it() =>
        Gen.Select(Gen.Int, Gen.Int[0, 10_000], Gen.Int[0, 3], Damage).Sample((seed, at, remove, put) =>
        {
            var text = new RandomNetworkText(seed).Text.TrimStart('\ufeff');
            at %= text.Length;
            text = text.Remove(at, Math.Min(remove, text.Length - at)).Insert(at, put);
            // At an escape that the end of the file cuts off the library itself fails.
            var library = SyntaxParser.Parse(text.EndsWith('\\') ? text + "\n" : text, validate: false);
            Assert.True(IsToml(text) != library.HasErrors, text);
        }, iter: 3000);

    [Fact]
    public void Values_and_names_are_what_the_library_reads() =>
        Gen.Int.Sample(seed =>
        {
            var text = new RandomNetworkText(seed).Text.TrimStart('\ufeff');
            var ours = new List<string>();
            Flatten(TomlDocument.Parse(text).Root, "", ours);
            var theirs = new List<string>();
            Flatten(TomlSerializer.Deserialize<TomlTable>(text)!, "", theirs);
            Assert.Equal(theirs.Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
        }, iter: 1000);

    [Fact]
    public void Any_text_is_read_or_refused_in_time() =>
        Gen.OneOf("[", "]", "{", "}", "=", ",", ".", "\"", "'", "#", "\n", "\r", "a", "Node", " ", "1", "\\", "\"\"\"", "'''", "é", "\ud83d\ude42", "\u0001", "0x", "1979-05-27", "true").Array[0, 200]
            .Select(string.Concat).Sample(text => _ = TomlDocument.Parse(text), iter: 5000);

    private static bool IsToml(string text)
    {
        try
        {
            new TomlGrammar(text).Read((_, _, _) => { }, _ => { });
            return true;
        }
        catch (TomlFault)
        {
            return false;
        }
    }

    private static void Flatten(TomlItem item, string path, List<string> values)
    {
        foreach (var child in item.Children)
        {
            var name = $"{path}/{child.Name}";
            if (child.Form == TomlForm.Value)
                values.Add($"{name} = {Show(child.Value!)}");
            else
                Flatten(child, name, values);
        }
    }

    private static void Flatten(TomlTable table, string path, List<string> values)
    {
        foreach (var (key, value) in table)
        {
            if (value is TomlTable inner)
                Flatten(inner, $"{path}/{key}", values);
            else if (value is TomlTableArray list)
                Flatten(list[^1], $"{path}/{key}", values);
            else
                values.Add($"{path}/{key} = {Show(value)}");
        }
    }

    private static string Show(TomlValue value) => value.Kind switch
    {
        TomlKind.String => $"'{value.Text}'",
        TomlKind.List => $"[{string.Join("; ", value.Elements.Select(e => Show(e.Value)))}]",
        TomlKind.Boolean => value.Number == 1 ? "true" : "false",
        TomlKind.Integer => value.Number.ToString(CultureInfo.InvariantCulture),
        _ => "other",
    };

    private static string Show(object value) => value switch
    {
        string text => $"'{text}'",
        TomlArray list => $"[{string.Join("; ", list.Select(v => Show(v!)))}]",
        bool boolean => boolean ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        _ => "other",
    };
}
