using System.Management.Automation;

namespace VwMesh.PowerShellTests;

/// <summary>$null, which an undefined variable gives, is refused by every parameter of every cmdlet, by name, before anything is done.</summary>
public sealed class NoValueTests : EngineTest
{
    private static readonly Dictionary<string, string> Given = new()
    {
        ["Name"] = "'a'", ["Network"] = "'wg0'", ["NewName"] = "'q'", ["Peer"] = "'b'", ["Domain"] = "'example.net'", ["Path"] = "'.'", ["PrivateKey"] = "(New-VwKey)",
    };

    [Fact]
    public void Every_parameter_refuses_null()
    {
        MakeNetwork();
        var before = FileText();
        var tried = 0;
        foreach (var command in Session.Get("Get-Command -Module VwMesh").Select(c => (CommandInfo)c.BaseObject))
        {
            foreach (var parameter in command.Parameters.Values.Where(p => !Cmdlet.CommonParameters.Contains(p.Name) && !Cmdlet.OptionalCommonParameters.Contains(p.Name)))
            {
                tried++;
                var set = command.ParameterSets.First(s => s.Parameters.Any(p => p.Name == parameter.Name));
                var others = set.Parameters.Where(p => p.IsMandatory && p.Name != parameter.Name).Select(p => $"{p.Name} = {Given.GetValueOrDefault(p.Name, "'x'")}");
                var result = Session.Run($"$given = @{{ {string.Join("; ", others.Append($"{parameter.Name} = $undefined"))} }}; {command.Name} @given");
                var error = Assert.Single(result.Errors);
                Assert.True(error.ToString().Contains(parameter.Name, StringComparison.Ordinal), $"{command.Name} -{parameter.Name} says: {error}");
                Assert.Empty(result.Output);
                Assert.Equal(before, FileText());
            }
        }
        Assert.True(tried > 130);
    }

    [Theory]
    [InlineData("Set-VwNode wg0 a -PostUp 'echo 1', $undefined")]
    [InlineData("Get-VwNode wg0 a, $undefined")]
    [InlineData("Get-VwNode wg0, $undefined")]
    public void A_list_with_null_in_it_is_refused(string script)
    {
        MakeNetwork();
        Assert.Equal("ValueMissing", Session.Fail(script).FullyQualifiedErrorId.Split(',')[0]);
    }
}
