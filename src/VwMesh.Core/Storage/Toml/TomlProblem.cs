namespace VwMesh.Storage.Toml;

/// <summary>Why a text is not TOML.</summary>
/// <param name="Offset">Where.</param>
/// <param name="Key">The key it concerns, if that is known.</param>
/// <param name="Message">What is wrong, without any text of the file but names.</param>
internal sealed record TomlProblem(int Offset, string Key, string Message);
