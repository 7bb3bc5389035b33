using VwMesh.Links;
using VwMesh.Model;
using VwMesh.Storage;

namespace VwMesh.Checks;

/// <summary>A rule: one code, one severity, one matter.</summary>
internal abstract class Check(string code, Severity severity)
{
    internal string Code { get; } = code;

    internal Severity Severity { get; } = severity;
}

/// <summary>A rule about the file itself, which need not be readable as a network.</summary>
internal abstract class FileCheck(string code, Severity severity) : Check(code, severity)
{
    internal abstract IEnumerable<Finding> Find(NetworkReading file);
}

/// <summary>A rule about one network.</summary>
internal abstract class NetworkCheck(string code, Severity severity) : Check(code, severity)
{
    internal abstract IEnumerable<Finding> Find(Mesh mesh);
}

/// <summary>A rule about a network among others whose nodes may be the same machines.</summary>
internal abstract class NeighbourCheck(string code, Severity severity) : Check(code, severity)
{
    /// <summary>Whether the neighbours it judges are the copies of the network; otherwise they are all others.</summary>
    internal virtual bool IsAboutCopies => false;

    internal abstract IEnumerable<Finding> Find(Network network, IReadOnlyList<Network> neighbours);
}
