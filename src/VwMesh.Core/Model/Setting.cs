using System.Globalization;
using System.Runtime.CompilerServices;

namespace VwMesh.Model;

/// <summary>Guards the numbers of a network and its nodes.</summary>
internal static class Setting
{
    /// <summary>The value, if it is in its range.</summary>
    /// <exception cref="VwMeshException">It is not (<c>Invalid</c> and the setting's name).</exception>
    internal static int InRange(int value, int least, int most, [CallerMemberName] string name = "") =>
        value >= least && value <= most
            ? value
            : throw VwMeshException.Invalid("Invalid" + name,
                string.Create(CultureInfo.InvariantCulture, $"{name} {value} is out of range; it is {least} to {most}."), value);
}
