namespace VwMesh.Importing;

/// <summary>When a hook runs (wg-quick(8)).</summary>
internal enum HookKind
{
    PreUp,
    PostUp,
    PreDown,
    PostDown,
}
