namespace VwMesh.Model;

/// <summary>The sorts of errors; each has its counterpart among PowerShell's error categories.</summary>
public enum ErrorKind
{
    /// <summary>A value given by the caller is malformed or out of range.</summary>
    InvalidArgument,

    /// <summary>A file does not hold what it should.</summary>
    InvalidData,

    /// <summary>What the request needs is not in the right state, such as a pool without a free address.</summary>
    InvalidOperation,

    /// <summary>A network, node or file is not there.</summary>
    ObjectNotFound,

    /// <summary>A name or address is taken.</summary>
    ResourceExists,

    /// <summary>Another command holds the file.</summary>
    ResourceBusy,

    /// <summary>The file system does not allow it.</summary>
    PermissionDenied,

    /// <summary>A pool or a size is exhausted.</summary>
    LimitsExceeded,

    /// <summary>A file could not be read.</summary>
    ReadError,

    /// <summary>A file could not be written.</summary>
    WriteError,

    /// <summary>A node cannot be reached, or lacks what is needed there.</summary>
    ResourceUnavailable,

    /// <summary>A value would be executed as something else than it says, and is refused.</summary>
    SecurityError,
}
