using System.Management.Automation;
using VwMesh.Model;

namespace VwMesh.Binding;

/// <summary>Lets a switch be given as text, as a column of a CSV file has it: true or false, yes or no, 1 or 0; an empty cell is no.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class YesOrNoAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null)
            throw new ArgumentTransformationMetadataException("The value is $null: the variable it comes from has none.");
        return value is not string text
            ? inputData
            : text.Trim().ToUpperInvariant() switch
            {
                "TRUE" or "YES" or "1" or "ON" => new SwitchParameter(true),
                "FALSE" or "NO" or "0" or "OFF" or "" => new SwitchParameter(false),
                _ => throw new ArgumentTransformationMetadataException($"{Quoted.Show(text)} is neither true nor false."),
            };
    }
}
