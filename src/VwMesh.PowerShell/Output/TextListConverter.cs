using System.Management.Automation;

namespace VwMesh.Output;

/// <summary>Makes a list of what was serialised of one, where the module is loaded.</summary>
public sealed class TextListConverter : PSTypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(PSObject sourceValue, Type destinationType) => sourceValue?.Properties[nameof(TextList.Separator)] is not null;

    /// <inheritdoc/>
    public override object ConvertFrom(PSObject sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase)
    {
        ArgumentNullException.ThrowIfNull(sourceValue);
        var items = LanguagePrimitives.GetEnumerable(sourceValue)?.Cast<object>().Select(PSObject.AsPSObject).ToList() ?? [];
        return TextList.Of(items, $"{sourceValue.Properties[nameof(TextList.Separator)].Value}");
    }

    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => throw new PSInvalidCastException();

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) => false;

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) => throw new PSInvalidCastException();
}
