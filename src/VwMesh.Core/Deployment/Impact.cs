namespace VwMesh.Deployment;

/// <summary>What it takes to bring a difference into force, from the least to the most.</summary>
public enum Impact
{
    /// <summary>Nothing of what runs is touched: the file alone is written, or the interface is enabled for the next start.</summary>
    None,

    /// <summary>It is changed while everything runs.</summary>
    Hot,

    /// <summary>It is changed while the rest runs, and a tunnel of the node is closed or interrupted.</summary>
    TunnelLoss,

    /// <summary>The interface is taken down and brought up: all tunnels of the node close and open again.</summary>
    Restart,
}
