namespace VwMesh.Deployment;

/// <summary>How a deployment to a node ended.</summary>
public enum DeploymentOutcome
{
    /// <summary>The node was as it should be, and nothing was touched.</summary>
    Unchanged,

    /// <summary>The node was changed while it ran, and the change is confirmed.</summary>
    Hot,

    /// <summary>The interface was started, or stopped and started, and the change is confirmed.</summary>
    Restarted,

    /// <summary>The network was stopped on the node and its files are deleted.</summary>
    Removed,

    /// <summary>The change was made and undone: the node is as it was.</summary>
    RolledBack,

    /// <summary>The node is as it was, or it is not known how it is; the error says which.</summary>
    Failed,

    /// <summary>The node was not begun with, since others had failed before.</summary>
    Skipped,
}
