using System.Globalization;

namespace VwMesh.MeshTests.Lab;

/// <summary>
/// A host from which nodes are managed: it has the finished module in vwsh, an ssh key, and the host keys of the nodes, which run ssh servers
/// of their own. Nothing of it touches the machine's own ssh files.
/// </summary>
internal sealed class Operator
{
    private readonly string _folder;
    private readonly List<Host> _served = [];

    private Operator(Host host, string folder)
    {
        Host = host;
        _folder = folder;
    }

    internal Host Host { get; }

    internal static async Task<Operator> StartAsync(MeshLab lab, Host host)
    {
        Needs.Require("ssh", "ssh-keygen", "sshd");
        var folder = Directory.CreateDirectory(Path.Combine(lab.Folder, "ssh")).FullName;
        await host.RunAsync($"""
            ssh-keygen -q -t ed25519 -N '' -f '{folder}/id'
            touch '{folder}/known_hosts'
            printf 'Host *\n    IdentityFile {folder}/id\n    UserKnownHostsFile {folder}/known_hosts\n    GlobalKnownHostsFile /dev/null\n' >'{folder}/ssh_config'
            mount --bind '{folder}/ssh_config' /etc/ssh/ssh_config
            """);
        return new Operator(host, folder);
    }

    /// <summary>Starts an ssh server on a host, with a host key that is known under its addresses.</summary>
    internal async Task ServeAsync(Host host, params string?[] addresses)
    {
        await NewHostKeyAsync(host);
        foreach (var address in addresses.OfType<string>())
            await KnowAsync(host, address);
        await StartServerAsync(host);
        _served.Add(host);
    }

    /// <summary>Makes a host's key known under an address.</summary>
    internal async Task KnowAsync(Host host, string address)
    {
        var key = (await File.ReadAllTextAsync(KeyOf(host) + ".pub", TestContext.Current.CancellationToken)).Split(' ');
        await File.AppendAllTextAsync($"{_folder}/known_hosts", $"{address} {key[0]} {key[1]}\n", TestContext.Current.CancellationToken);
    }

    /// <summary>Adds to the operator's ssh_config(5).</summary>
    internal Task ConfigureAsync(string lines) => File.AppendAllTextAsync($"{_folder}/ssh_config", lines + "\n", TestContext.Current.CancellationToken);

    /// <summary>Gives a host another key, as a reinstalled or a false host has.</summary>
    internal async Task ReplaceHostKeyAsync(Host host)
    {
        await host.RunAsync($"kill $(cat /run/sshd.pid); rm -f '{KeyOf(host)}' '{KeyOf(host)}.pub'");
        await NewHostKeyAsync(host);
        await StartServerAsync(host);
    }

    /// <summary>Ends the next connection to a host when it says a word, and lets nobody in after that.</summary>
    /// <param name="host">The host.</param>
    /// <param name="word">The word of a deployment's script.</param>
    /// <param name="count">Which of several such words.</param>
    internal static Task CutAsync(Host host, string word, int count) => host.RunAsync($$"""
        cat >/run/cut <<'END'
        #!/bin/bash
        [ ! -e /run/cut-off ] || exit 255
        seen=0
        bash -c "$SSH_ORIGINAL_COMMAND" | while IFS= read -r line; do
            case $line in '=='*' {{word}}' | '=='*' {{word}} '*) seen=$((seen + 1)) ;; esac
            if [ $seen = {{count}} ]; then : >/run/cut-off; kill -KILL $PPID; exit; fi
            printf '%s\n' "$line"
        done
        END
        chmod 755 /run/cut
        sed -i 's|^|command="/run/cut" |' /run/authorized_keys
        """);

    /// <summary>Lets the operator in again.</summary>
    internal Task EndCutAsync(Host host) => host.RunAsync($"rm /run/cut-off; install -m 644 '{_folder}/id.pub' /run/authorized_keys");

    /// <summary>Runs a script of cmdlets in vwsh, in the folder of the network's file.</summary>
    internal Task<Outcome> TryAsync(MeshLab lab, string script, int seconds = 90) => Host.TryAsync(Command(lab, script), seconds);

    /// <summary>Runs a script of cmdlets and requires that it ends well.</summary>
    internal async Task<string> RunAsync(MeshLab lab, string script, int seconds = 90)
    {
        var outcome = await TryAsync(lab, script, seconds);
        var output = outcome.Output.Trim();
        if (!outcome.Succeeded || output.Contains("~~~~", StringComparison.Ordinal))
            Assert.Fail($"ended with {outcome.ExitCode}: {script}\n{output}\n{await ProcessesAsync()}");
        return output;
    }

    // The processes of each node after a failed command, and the jobs of its systemd.
    private async Task<string> ProcessesAsync()
    {
        var processes = await Task.WhenAll(_served.Append(Host).Select(async h => $"{h.Name}:\n{(await h.TryAsync("ps -eo pid,ppid,etimes,stat,cgroup,args --forest; systemctl list-jobs 2>&1; systemctl list-units --all --no-pager --plain 'sys-*' '*wg*' 2>&1; cat /run/vwmesh/wg-dep/rollback.log")).Output}"));
        return string.Join('\n', processes);
    }

    /// <summary>Starts a script of cmdlets beside the test.</summary>
    internal Background StartInBackground(MeshLab lab, string script, int seconds) =>
        Host.StartInBackground($"echo $$ >'{_folder}/background.pid'; {Command(lab, script)}", seconds);

    /// <summary>Kills what runs beside the test, at once and for good.</summary>
    internal Task KillAsync() => SignalAsync("KILL");

    /// <summary>Does to what runs beside the test what Ctrl+C does.</summary>
    internal Task InterruptAsync() => SignalAsync("INT");

    private Task<string> SignalAsync(string signal) => Host.RunAsync($"kill -{signal} $(cat '{_folder}/background.pid') || :");

    private static int _scripts;

    private string Command(MeshLab lab, string script)
    {
        var path = Path.Combine(_folder, Interlocked.Increment(ref _scripts).ToString("'script'000'.ps1'", CultureInfo.InvariantCulture));
        File.WriteAllText(path, "$WarningPreference = 'SilentlyContinue'\n" + script);
        return $"cd '{lab.Folder}' && exec env --default-signal=INT NO_COLOR=1 '{Vwsh.Program}' -NoProfile '{path}'";
    }

    private string KeyOf(Host host) => $"{_folder}/host-{host.Name}";

    private Task<string> NewHostKeyAsync(Host host) => host.RunAsync($"ssh-keygen -q -t ed25519 -N '' -f '{KeyOf(host)}'");

    private Task<string> StartServerAsync(Host host) => host.RunAsync($"""
        mkdir -p /run/sshd
        install -m 644 '{_folder}/id.pub' /run/authorized_keys
        /usr/sbin/sshd -f /dev/null -o HostKey='{KeyOf(host)}' -o AuthorizedKeysFile=/run/authorized_keys -o StrictModes=no -o UsePAM=no \
            -o PasswordAuthentication=no -o PermitRootLogin=prohibit-password -o MaxStartups=100 -o PidFile=/run/sshd.pid -o Port=22 \
            -o Subsystem="powershell {Vwsh.PwshFolder}/pwsh -sshs -NoLogo -NoProfile"
        for i in $(seq 50); do [ -e /run/sshd.pid ] && exit 0; sleep 0.1; done
        exit 1
        """);
}
