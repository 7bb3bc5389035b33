namespace VwMesh.CoreTests;
