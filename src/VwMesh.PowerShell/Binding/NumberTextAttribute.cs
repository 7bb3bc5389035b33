using System.Management.Automation;
using VwMesh.Model;

namespace VwMesh.Binding;

/// <summary>Lets a number be given as text, as a column of a CSV file has it: an empty cell is no value, and <c>off</c> is 0 where wg(8) has the word.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NumberTextAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether <c>off</c> is a word for 0.</summary>
    public bool OffIsZero { get; init; }


    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is not string text)
            return value;
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (OffIsZero && text.Trim().Equals("off", StringComparison.OrdinalIgnoreCase))
            return 0;
        // The binder passes over a piped text that is no number, and the user would not hear of it.
        return LanguagePrimitives.TryConvertTo<long>(text, out var number)
            ? number
            : throw new ArgumentTransformationMetadataException($"{Quoted.Show(text)} is not a number{(OffIsZero ? " or off" : "")}.");
    }
}
