using System.Management.Automation;
using VwMesh.Addressing;
using VwMesh.Model;

namespace VwMesh.Commands;

/// <summary>Removes nodes from a network, with their keys and every block they are part of.</summary>
[Cmdlet(VerbsCommon.Remove, "VwNode", DefaultParameterSetName = ByObject, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveVwNodeCommand : NodeCommand
{
    private readonly List<string> _reachable = [];

    private protected override void Process(string path, string name)
    {
        string? host = null;
        Propose(path, name, Describe(path, name), _ => "Remove", Remove, Removed);

        void Remove(NetworkDraft draft, Allotter allotter)
        {
            host = draft.Get(name).HostName;
            draft.Remove(name);
        }

        object? Removed(Network network)
        {
            if (host is not null)
                _reachable.Add($"{name} ({host})");
            return null;
        }
    }

    private protected override void Committed(string path)
    {
        if (_reachable.Count > 0)
            Tell($"{string.Join(", ", _reachable.Distinct())} may still run the network. Before a removal, Uninstall-VwNode takes it off the machine.");
        _reachable.Clear();
        TellHowToRestore(path);
    }
}
