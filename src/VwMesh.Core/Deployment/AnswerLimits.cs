using VwMesh.Live;
using VwMesh.Model;

namespace VwMesh.Deployment;

/// <summary>How much a node may answer, and how long it may be silent. A hostile node gets neither the operator's memory nor their evening.</summary>
internal static class AnswerLimits
{
    // The host's own interfaces, files and rules; then what tools print of a peer, some 500 characters.
    private const int WithoutPeers = 1 << 20;
    private const int OfPeer = 4096;

    /// <summary>How long a node may take to answer a script.</summary>
    internal static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(180);

    /// <summary>The most characters of an answer in a network of so many nodes.</summary>
    internal static int LongestAnswer(int nodes) => (int)Math.Min(int.MaxValue / 2, WithoutPeers + ((long)nodes * OfPeer));

    /// <summary>The error of an answer with more.</summary>
    internal static VwMeshException TooLong(string node, int most) => NodeAnswer.Invalid(node, $"the answer has more than {most} characters");
}
