namespace VwMesh.Shell;

/// <summary>The exit codes of vwsh itself; <c>exit N</c> in a script gives any other.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The script failed, or the module could not be loaded.</summary>
    public const int Failure = 1;

    /// <summary>EX_USAGE of sysexits(3), as pwsh has it: no such script or option.</summary>
    public const int Usage = 64;

    /// <summary>128 + SIGINT, what shells report of a program ended by Ctrl+C.</summary>
    public const int Interrupted = 130;
}
