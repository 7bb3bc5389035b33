namespace VwMesh.Completion;

/// <summary>A value that Tab may offer.</summary>
/// <param name="Text">The value.</param>
/// <param name="ToolTip">What it is, in a line.</param>
internal sealed record Candidate(string Text, string ToolTip);
