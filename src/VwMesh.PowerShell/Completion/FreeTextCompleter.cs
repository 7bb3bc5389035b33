namespace VwMesh.Completion;

/// <summary>Offers nothing: without a completer the engine would offer the files of the folder, where none is meant.</summary>
public sealed class FreeTextCompleter : ValueCompleter;
