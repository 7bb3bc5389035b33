namespace VwMesh.Storage;

/// <summary>How long to wait for another writer of the same file, and how to say so. The callbacks run on the waiting thread.</summary>
/// <param name="Timeout">The longest wait; then the error is <c>NetworkLocked</c>.</param>
/// <param name="OnVerbose">Called once when the wait has lasted 0.3 s.</param>
/// <param name="OnWarning">Called once when the wait has lasted 3 s.</param>
/// <param name="CancellationToken">Ends the wait with an <see cref="OperationCanceledException"/>.</param>
public sealed record LockWait(
    TimeSpan Timeout, Action<string>? OnVerbose = null, Action<string>? OnWarning = null, CancellationToken CancellationToken = default);
