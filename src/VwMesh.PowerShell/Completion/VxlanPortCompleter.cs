namespace VwMesh.Completion;

/// <summary>Offers the two usual ports of VXLAN.</summary>
public sealed class VxlanPortCompleter() : ValueCompleter(("4789", "IANA's"), ("8472", "Linux's own, from before IANA's"));
