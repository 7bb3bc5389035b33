using VwMesh.Model;
using VwMesh.Rendering.WgQuick;

namespace VwMesh.CoreTests.Rendering;

public sealed class SafeWordTests
{
    [Fact]
    public void Only_letters_digits_and_the_marks_of_addresses_are_plain()
    {
        const string Plain = ".:/-_[]";
        for (var c = '\0'; c < 0x250; c++)
        {
            if (char.IsAsciiLetterOrDigit(c) || Plain.Contains(c, StringComparison.Ordinal))
                Assert.Equal($"a{c}b", SafeWord.Of($"a{c}b"));
            else
                Assert.Equal("UnsafeValue", Assert.Throws<VwMeshException>(() => SafeWord.Of($"a{c}b")).ErrorId);
        }
        Assert.Equal("UnsafeValue", Assert.Throws<VwMeshException>(() => SafeWord.Of("")).ErrorId);
    }
}
