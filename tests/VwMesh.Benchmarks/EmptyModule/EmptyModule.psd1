@{
    RootModule        = 'EmptyModule.dll'
    ModuleVersion     = '0.1.0'
    GUID              = '5f3c3d0a-9f0e-4f86-9c43-1c0c6d2f7b11'
    CmdletsToExport   = @('Test-NothingAtAll')
    FunctionsToExport = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
