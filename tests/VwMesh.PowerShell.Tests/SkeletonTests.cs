namespace VwMesh.PowerShellTests;
