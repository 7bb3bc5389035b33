namespace VwMesh.Storage;

/// <summary>A place in a text file, as editors count: both begin at 1, a column is a UTF-16 unit.</summary>
/// <param name="Line">The line.</param>
/// <param name="Column">The column.</param>
public readonly record struct FilePosition(int Line, int Column);
