using System.Management.Automation;
using VwMesh.Model;

namespace VwMesh.Binding;

/// <summary>Lets a number be given as text, as a column of a CSV file has it. Where wg(8) has the word, <c>off</c> is 0, and so is an empty text, which clears.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NumberTextAttribute : ArgumentTransformationAttribute
{
    /// <summary>Whether <c>off</c> is a word for 0.</summary>
    public bool OffIsZero { get; init; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null)
            throw new ArgumentTransformationMetadataException("The value is $null: the variable it comes from has none.");
        if (value is not string text)
            return value;
        if (OffIsZero && text.Trim().ToUpperInvariant() is ("OFF" or ""))
            return 0;
        // The binder passes over a piped text that is no number, and the user would not hear of it.
        return LanguagePrimitives.TryConvertTo<long>(text, out var number)
            ? number
            : throw new ArgumentTransformationMetadataException($"{Quoted.Show(text)} is not a number{(OffIsZero ? " or off" : "")}.");
    }
}
