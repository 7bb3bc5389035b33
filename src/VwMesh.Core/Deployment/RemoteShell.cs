namespace VwMesh.Deployment;

/// <summary>A shell of root's on a node, over a connection that somebody else made and that nothing else uses.</summary>
/// <param name="AskAsync">
/// Sends a script, and gives what comes until a line that begins as the second argument says, with that line. Throws
/// <see cref="Model.VwMeshException"/> (<c>NodeUnreachable</c>) when the connection fails.
/// </param>
/// <param name="CloseAsync">Ends the connection; what the shell is at, it may bring to its end.</param>
public sealed record RemoteShell(Func<string, string, CancellationToken, Task<string>> AskAsync, Func<ValueTask> CloseAsync);
