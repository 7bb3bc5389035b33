using System.Collections.Concurrent;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;
using VwMesh.Model;

namespace VwMesh.Binding;

/// <summary>
/// Gives a cmdlet's parameters the values of a row's columns. The engine could, but it would do so for objects that only say which node is
/// meant, take an empty cell for a value, pass over a column that it does not know, and not say in which row an error is.
/// </summary>
/// <param name="cmdlet">The cmdlet; its parameters that take values by property name are the columns.</param>
internal sealed class RowParameters(PSCmdlet cmdlet)
{
    private static readonly ConcurrentDictionary<Type, Parameter[]> OfType = new();
    // Remoting and jobs add these to every object.
    private static readonly string[] Added = ["PSComputerName", "PSShowComputerName", "RunspaceId", "PSSourceJobInstanceId"];

    private readonly Parameter[] _parameters = OfType.GetOrAdd(cmdlet.GetType(), type => [.. type.GetProperties().Select(Parameter.Of).OfType<Parameter>()]);
    private readonly Dictionary<Parameter, object?> _before = [];

    /// <summary>Whether a parameter has its value from the row at hand.</summary>
    internal bool Has(string parameter) => _before.Keys.Any(p => p.Property.Name == parameter);

    /// <summary>Takes the columns of a row, but for what the command line says.</summary>
    /// <exception cref="VwMeshException">A cell has no value of its parameter's kind.</exception>
    internal void Take(PipedObject row, params ReadOnlySpan<string> except)
    {
        foreach (var parameter in _parameters)
        {
            if (cmdlet.MyInvocation.BoundParameters.ContainsKey(parameter.Property.Name) || except.Contains(parameter.Property.Name)
                || parameter.Names.Select(row.Column).FirstOrDefault(v => v is not null) is not { } cell || parameter.Convert(cell) is not { } value)
            {
                continue;
            }
            _before.Add(parameter, parameter.Property.GetValue(cmdlet));
            parameter.Property.SetValue(cmdlet, value);
        }
    }

    /// <summary>Gives the parameters back the values they had before the row.</summary>
    internal void Reset()
    {
        foreach (var (parameter, value) in _before)
            parameter.Property.SetValue(cmdlet, value);
        _before.Clear();
    }

    /// <summary>The columns of a row that no parameter takes.</summary>
    /// <param name="row">The row.</param>
    /// <param name="known">The names of further columns that mean something.</param>
    internal IReadOnlyList<string> Unknown(PipedObject row, IEnumerable<string> known)
    {
        var names = _parameters.SelectMany(p => p.Names).Concat(known).Concat(Added).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. row.Columns.Where(c => !names.Contains(c) && row.Column(c) is not null)];
    }

    private sealed record Parameter(PropertyInfo Property, string[] Names, bool HasLines)
    {
        internal static Parameter? Of(PropertyInfo property)
        {
            if (!property.GetCustomAttributes<ParameterAttribute>().Any(a => a.ValueFromPipelineByPropertyName))
                return null;
            var column = property.GetCustomAttribute<ColumnAttribute>();
            return new Parameter(property, column?.AlsoNamed is { } other ? [property.Name, other] : [property.Name], column?.HasLines ?? false);
        }

        internal object? Convert(object cell)
        {
            var value = HasLines && new PipedObject(PSObject.AsPSObject(cell)).Text is { } text ? text.Split('\n').Select(l => l.TrimEnd('\r')).ToArray() : cell;
            try
            {
                foreach (var transformation in Property.GetCustomAttributes<ArgumentTransformationAttribute>())
                    value = transformation.Transform(null!, value);
                value = value is null ? null : LanguagePrimitives.ConvertTo(value, Property.PropertyType, CultureInfo.InvariantCulture);
            }
            catch (Exception e) when (e is ArgumentTransformationMetadataException or PSInvalidCastException)
            {
                throw Invalid($"column {Property.Name}: {e.Message}", cell, e);
            }
            return value is string word && Property.GetCustomAttribute<ValidateSetAttribute>() is { } words && !words.ValidValues.Contains(word, StringComparer.OrdinalIgnoreCase)
                ? throw Invalid($"column {Property.Name}: {Quoted.Show(word)} is not among {string.Join(", ", words.ValidValues)}.", cell, null)
                : value;
        }

        private VwMeshException Invalid(string message, object cell, Exception? inner) =>
            new("Invalid" + Property.Name, ErrorKind.InvalidArgument, message, cell is PSObject wrapped ? wrapped.BaseObject : cell, inner);
    }
}
