namespace VwMesh.Completion;

/// <summary>Offers the word for no mark.</summary>
public sealed class FwMarkCompleter() : ValueCompleter(("off", "no mark"));
