namespace VwMesh.Model;

/// <summary>An error that a user can understand and mend: a stable id, a kind, the thing it is about, and a message that says what would be right.</summary>
public sealed class VwMeshException : Exception
{
    /// <summary>Makes an error.</summary>
    /// <param name="errorId">The stable id that scripts may compare, such as <c>InvalidEndpoint</c>.</param>
    /// <param name="kind">What sort of error it is.</param>
    /// <param name="message">What is wrong, with the value as <see cref="Quoted"/> shows it, and what would be right. Never a secret.</param>
    /// <param name="target">The thing the error is about: a value, a name, a path.</param>
    /// <param name="innerException">What the system said, when it was the system that refused.</param>
    /// <remarks>All three go through the door of <see cref="ForeignText"/>, because shells print each of them.</remarks>
    public VwMeshException(string errorId, ErrorKind kind, string message, object? target = null, Exception? innerException = null)
        : base(ForeignText.Lines(message), innerException is { } e && ForeignText.Lines(e.Message) == e.Message ? e : null)
    {
        ErrorId = errorId;
        Kind = kind;
        Target = target is string text ? ForeignText.Line(text) : target;
    }

    /// <summary>The stable id that scripts may compare.</summary>
    public string ErrorId { get; }

    /// <summary>What sort of error it is.</summary>
    public ErrorKind Kind { get; }

    /// <summary>The thing the error is about, or <see langword="null"/>.</summary>
    public object? Target { get; }

    /// <summary>The message alone, as it stands in results: where in our code it arose is nothing that a user could mend.</summary>
    /// <returns>The message.</returns>
    public override string ToString() => Message;

    /// <summary>The error of a value that its own rules refuse.</summary>
    internal static VwMeshException Invalid(string errorId, string message, object? target) =>
        new(errorId, ErrorKind.InvalidArgument, message, target);

    /// <summary>The same error, said of a place: a parameter, a key of a file, a node.</summary>
    /// <param name="place">What goes before the message, such as <c>node 'paris'</c>.</param>
    /// <returns>An error that differs only in its message.</returns>
    public VwMeshException At(string place) => new(ErrorId, Kind, $"{place}: {Message}", Target, InnerException);
}
