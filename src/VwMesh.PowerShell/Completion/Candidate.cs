namespace VwMesh.Completion;

/// <summary>A value that Tab may offer.</summary>
/// <param name="Text">The value.</param>
/// <param name="ToolTip">Says what it is, in a line; asked for when it is offered, since of thousands few are.</param>
internal sealed record Candidate(string Text, Func<string> ToolTip);
