using System.Management.Automation;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Loader;

namespace VwMesh.PowerShellTests;

/// <summary>How the module lives in a process that it shares with others.</summary>
public sealed class LoadingTests : EngineTest
{
    [Fact]
    public void Its_dependencies_stay_in_a_load_context_of_their_own()
    {
        MakeNetwork();
        Session.Get("(Get-VwNode wg0 a).PublicKey");
        var own = AssemblyLoadContext.All.Single(c => c.Name == "VwMesh").Assemblies.ToDictionary(a => a.GetName().Name!);
        foreach (var name in new[] { "VwMesh.Core", "Tomlyn", "NSec.Cryptography" })
        {
            Assert.StartsWith(Session.ModulePath, own[name].Location, StringComparison.Ordinal);
            Assert.DoesNotContain(AssemblyLoadContext.Default.Assemblies, a => a.Location == own[name].Location);
        }
    }

    [Fact]
    public void Another_Tomlyn_in_the_process_does_no_harm()
    {
        // Of the same name, where every other module would find it, and with nothing in it that VwMesh needs.
        var builder = new PersistedAssemblyBuilder(new AssemblyName("Tomlyn") { Version = new Version(99, 0) }, typeof(object).Assembly);
        builder.DefineDynamicModule("Tomlyn").DefineType("Nothing").CreateType();
        builder.Save(Session.PathOf("Tomlyn.dll"));
        var other = AssemblyLoadContext.Default.LoadFromAssemblyPath(Session.PathOf("Tomlyn.dll"));
        Assert.Same(other, AssemblyLoadContext.Default.LoadFromAssemblyName(new AssemblyName("Tomlyn")));
        MakeNetwork();
        Assert.Equal("a b c", Session.GetOne<string>("(Get-VwNode wg0).Name -join ' '"));
    }

    [Fact]
    public void It_can_be_imported_again_and_removed_and_imported()
    {
        MakeNetwork();
        Session.Get($"Import-Module '{Session.ModulePath}' -Force");
        Assert.Equal(3, Session.GetOne<int>("(Get-VwNode wg0).Count"));
        Session.Get("Remove-Module VwMesh");
        Assert.Equal("CommandNotFoundException", Session.Fail("Get-VwNode wg0").FullyQualifiedErrorId);
        Session.Get($"Import-Module '{Session.ModulePath}'");
        Assert.Equal(3, Session.GetOne<int>("(Get-VwNode wg0).Count"));
    }

    [Fact]
    public void A_second_copy_of_it_is_imported_without_a_word()
    {
        MakeNetwork();
        var screen = new Screen(200);
        using var other = new Session(screen);
        other.Get($$"""
            Copy-Item '{{Session.ModulePath}}' '{{other.PathOf("copy")}}' -Recurse
            Import-Module '{{other.PathOf("copy")}}/VwMesh.psd1' -ErrorVariable +failures
            if ($failures) { throw "$failures" }
            """);
        Assert.Equal("", screen.Take());
        // The types that the file gives are there: Address of several nodes is the array's method of that name.
        Assert.Equal("172.20.10.1/24", other.GetOne<string>("$null = New-VwNetwork wg1 -AddressPoolIPv4 172.20.10.0/24; $null = Add-VwNode wg1 a; (Get-VwNode wg1).IPAddress -join ' '"));
    }

    [Fact]
    public void A_runspace_that_removes_it_takes_it_from_no_other()
    {
        using var other = new Session();
        other.Get("Remove-Module VwMesh");
        MakeNetwork();
        Assert.Equal(3, Session.GetOne<int>("(Get-VwNode wg0).Count"));
    }

    [Fact]
    public void It_exports_exactly_what_its_manifest_names()
    {
        var module = Session.GetOne<PSModuleInfo>("Get-Module VwMesh");
        var declared = Session.Get($"(Test-ModuleManifest '{Path.Combine(Session.ModulePath, "VwMesh.psd1")}').ExportedCmdlets.Keys").Select(k => k.ToString()).Order();
        Assert.Equal(declared, module.ExportedCmdlets.Keys.Order());
        Assert.All(module.ExportedCmdlets.Keys, name => Assert.Contains(name.Split('-')[0], ApprovedVerbs()));
    }

    private static HashSet<string> ApprovedVerbs() =>
        [.. typeof(Cmdlet).Assembly.GetExportedTypes().Where(t => t.Name.StartsWith("Verbs", StringComparison.Ordinal))
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(f => f.Name)];
}
