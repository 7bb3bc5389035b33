using System.Management.Automation;

namespace VwMesh.Benchmarks.EmptyModule;

/// <summary>The least that a binary module can have, as the measure of what any import costs.</summary>
[Cmdlet(VerbsDiagnostic.Test, "NothingAtAll")]
public sealed class TestNothingAtAllCommand : PSCmdlet;
