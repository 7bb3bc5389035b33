using System.Diagnostics;

namespace VwMesh.MeshTests.Lab;

/// <summary>A script that runs beside the test; it ends with its own time, or with its host.</summary>
internal sealed class Background(Process process, string output, int seconds) : IDisposable
{
    internal async Task<Outcome> EndAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(seconds + 5));
        return new Outcome(process.ExitCode, await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken));
    }

    public void Dispose() => process.Dispose();
}
