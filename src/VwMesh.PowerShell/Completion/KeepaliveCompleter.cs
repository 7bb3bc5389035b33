namespace VwMesh.Completion;

/// <summary>Offers the usual keepalive intervals.</summary>
public sealed class KeepaliveCompleter() : ValueCompleter(("25", "seconds; for a node behind NAT or a stateful firewall"), ("off", "none"));
