namespace VwMesh.Storage.Files;

/// <summary>The status of a file (statx(2)).</summary>
/// <param name="User">The id of its owner.</param>
/// <param name="Group">The id of its group.</param>
/// <param name="Mode">Its type and its permissions.</param>
/// <param name="Identity">Which file it is, under whatever names.</param>
internal readonly record struct FileStatus(uint User, uint Group, int Mode, (uint Major, uint Minor, ulong Number) Identity)
{
    private const int TypeMask = 0xf000;
    private const int Sticky = 0x200;

    internal bool IsOrdinary => (Mode & TypeMask) == 0x8000;

    internal bool IsFolder => (Mode & TypeMask) == 0x4000;

    internal bool IsLink => (Mode & TypeMask) == 0xa000;

    /// <summary>Whether it belongs to the user who runs this, or to root, who could do everything anyway.</summary>
    internal bool IsOurs => User == 0 || User == LinuxCalls.geteuid();

    /// <summary>Whether nobody else can put something in the place of what this folder has: a sticky one keeps each file to its owner.</summary>
    internal bool KeepsItsNames => IsOurs && ((Mode & Sticky) != 0
        || ((Mode & (int)UnixFileMode.OtherWrite) == 0 && ((Mode & (int)UnixFileMode.GroupWrite) == 0 || Group == LinuxCalls.getegid())));
}
