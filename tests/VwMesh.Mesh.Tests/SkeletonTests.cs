namespace VwMesh.MeshTests;
