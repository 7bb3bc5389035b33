using System.Text.Json;

namespace VwMesh.Live;

/// <summary>Reads what iproute2's programs write with <c>-j</c>: a list of objects, in which anything may be missing or of another kind.</summary>
internal static class JsonTable
{
    // An item of iproute2's has more characters than these. A hostile node would fill the memory with millions of empty ones.
    private const int LeastOfItem = 5;
    private const int MostCommas = 1000;

    /// <summary>The objects of the list.</summary>
    /// <exception cref="VwMesh.Model.VwMeshException">It is not a list, or its items are empty (<c>NodeAnswerInvalid</c>).</exception>
    internal static IReadOnlyList<JsonElement> Rows(NodeAnswer answer, string program, string text)
    {
        // An empty list is nothing at all to some versions.
        if (string.IsNullOrWhiteSpace(text))
            return [];
        if (text.AsSpan().Count(',') > MostCommas + (text.Length / LeastOfItem))
            throw answer.Invalid($"'{program} -j' writes more items than their text has room for");
        try
        {
            // The rows are parts of the document. A copy of each would cost many times the memory.
            var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Array)
                return [.. document.RootElement.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object)];
        }
        catch (JsonException)
        {
        }
        throw answer.Invalid($"'{program} -j' writes no JSON; iproute2 4.17 or later is needed");
    }

    internal static string? Text(this JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    internal static int? Number(this JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt32(out var number) ? number : null;

    internal static IEnumerable<JsonElement> List(this JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    internal static JsonElement Child(this JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) ? value : default;
}
