using System.Diagnostics;
using System.Globalization;

namespace VwMesh.MeshTests.Lab;

/// <summary>
/// A machine of the lab: network, mount and process namespaces of its own. They live as long as their first process, which lives as long
/// as this end of its input is open; so nothing of a host outlasts the test, even when the test is killed.
/// </summary>
internal sealed class Host : IAsyncDisposable
{
    private const string FirstProcess = """
        set -e
        mount -t tmpfs -o mode=0755 tmpfs /run
        mount -t tmpfs -o mode=0700 tmpfs /etc/wireguard
        mount -t sysfs sysfs /sys
        # A shell that sshd starts reads it, and whatever root has in it runs at each connection.
        if [ -e ~/.bashrc ]; then mount --bind /dev/null ~/.bashrc; fi
        ip link set lo up
        echo ready

        """;

    /// <summary>As much of OpenRC as a node's files meet: its folder, the service of wireguard-tools, and rc-update(8).</summary>
    private const string OpenRc = """
        mount -t tmpfs tmpfs /etc/init.d
        mount -t tmpfs tmpfs /usr/local/sbin
        mkdir -p /run/openrc/default
        printf '#!/sbin/openrc-run\n' >/etc/init.d/wg-quick
        cat >/usr/local/sbin/rc-update <<'END'
        #!/bin/sh
        case $*,$(ls /etc/init.d /run/openrc/default | tr '\n' ' ') in
            '-a show,'*) for i in /run/openrc/default/*; do [ ! -e "$i" ] || echo " ${i##*/} | default "; done ;;
            "-q add $3 default,"*"$3"*) : >"/run/openrc/default/$3" ;;
            "-q -a delete $4,"*) rm "/run/openrc/default/$4" ;;
            *) echo "rc-update: $*" >&2; exit 1 ;;
        esac
        END
        chmod 755 /etc/init.d/wg-quick /usr/local/sbin/rc-update
        exec cat
        """;

    /// <summary>
    /// A real systemd, of which a host here has no more units than the ones that bring up WireGuard: the machine's own ones would do to its
    /// files what is done at a start. udevd tells systemd of network interfaces; its sandbox needs more than a host here has. systemd sees
    /// the end of its input through a process beside it.
    /// </summary>
    private const string Systemd = """
        mkdir /run/units /run/none
        mount -t tmpfs tmpfs /sys/fs/cgroup
        mkdir /sys/fs/cgroup/systemd
        # In one tree of cgroups, the services of a name on several hosts would be one service to each systemd, which uses both trees up to version 257.
        enter() { own=$(mktemp -d "$1/vwmesh-lab.XXXXXX") && echo $$ >"$own/cgroup.procs"; }
        mount -t cgroup2 none /sys/fs/cgroup && enter /sys/fs/cgroup && umount /sys/fs/cgroup
        if [ "$(systemctl --version | awk 'NR == 1 { print $2 + 0 }')" -lt 258 ] && mount -t cgroup -o none,name=systemd none /sys/fs/cgroup/systemd 2>/dev/null; then
            enter /sys/fs/cgroup/systemd
            umount /sys/fs/cgroup/systemd
            cgroups='mount -t cgroup -o none,name=systemd none /sys/fs/cgroup/systemd'
        else
            cgroups='mount -t cgroup2 none /sys/fs/cgroup'
        fi
        cd /lib/systemd/system
        cp -P sysinit.target basic.target timers.target sockets.target paths.target slices.target shutdown.target umount.target network.target \
            network-online.target nss-lookup.target multi-user.target wg-quick.target wg-quick@.service \
            systemd-udevd-control.socket systemd-udevd-kernel.socket /run/units
        # Later versions have the control socket under another name.
        [ ! -e systemd-udevd-varlink.socket ] || cp systemd-udevd-varlink.socket /run/units
        sed -E '/^(Protect|Restrict[A-Z]|Private|SystemCall|Memory|Lock|IPAddress|Delegate)/d' systemd-udevd.service >/run/units/systemd-udevd.service
        mkdir /run/units/sockets.target.wants /run/units/sysinit.target.wants
        for socket in /run/units/*.socket; do ln -s "../${socket##*/}" /run/units/sockets.target.wants; done
        ln -s ../systemd-udevd.service /run/units/sysinit.target.wants
        mount --bind /run/units /lib/systemd/system
        mount --bind /run/none /lib/systemd/system-generators
        mount -t tmpfs tmpfs /etc/systemd/system
        exec 3<&0
        (cat <&3 >/dev/null; kill -RTMIN+14 1) &
        exec env -i container=lab PATH="$PATH" unshare --cgroup sh -c "$cgroups; exec /lib/systemd/systemd --system --unit=basic.target --log-target=null --show-status=no"
        """;

    // Those of other hosts are in use, and stay.
    private const string RemoveCgroups = """
        for cgroups in '-t cgroup2' '-t cgroup -o none,name=systemd'; do
            mount $cgroups none /sys/fs/cgroup 2>/dev/null || continue
            find /sys/fs/cgroup/vwmesh-lab.* -depth -type d -exec rmdir {} + 2>/dev/null
            umount /sys/fs/cgroup
        done
        """;

    private readonly Process _holder;
    private readonly string _firstProcess;
    private readonly string _folder;
    private readonly bool _hasSystemd;
    private int _commands;

    private Host(string name, Process holder, string firstProcess, string folder, bool hasSystemd)
    {
        Name = name;
        _holder = holder;
        _firstProcess = firstProcess;
        _folder = folder;
        _hasSystemd = hasSystemd;
    }

    internal string Name { get; }

    /// <summary>The process whose namespaces the host is.</summary>
    internal string ProcessId => _firstProcess;

    /// <summary>Why no host here can have systemd, or <see langword="null"/> when one can.</summary>
    internal static string? SystemdMissing { get; } =
        Needs.Missing("systemd-run", "wg-quick", "udevadm");

    internal static async Task<Host> StartAsync(string name, string labFolder, bool withSystemd = false)
    {
        var start = new ProcessStartInfo("unshare") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["--net", "--mount", "--pid", "--cgroup", "--fork", "--kill-child", "--mount-proc",
            "bash", "-c", FirstProcess + (withSystemd ? Systemd : OpenRc)])
            start.ArgumentList.Add(argument);
        var holder = Process.Start(start)!;
        var ready = await holder.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
        if (ready != "ready")
            throw new InvalidOperationException($"the namespaces of {name} could not be made");
        var children = await File.ReadAllTextAsync($"/proc/{holder.Id}/task/{holder.Id}/children");
        var host = new Host(name, holder, children.Trim(), Directory.CreateDirectory(Path.Combine(labFolder, name)).FullName, withSystemd);
        if (withSystemd)
            await host.RunAsync("for i in $(seq 100); do [ -S /run/systemd/private ] && break; sleep 0.1; done; systemctl is-system-running --wait");
        return host;
    }

    /// <summary>Runs a bash script and requires that it succeeds.</summary>
    internal async Task<string> RunAsync(string script, int seconds = 30)
    {
        var outcome = await TryAsync("set -e\n" + script, seconds);
        return outcome.Succeeded ? outcome.Output
            : throw new InvalidOperationException($"{Name}: {script}\nended with {outcome.ExitCode}:\n{outcome.Output}");
    }

    /// <summary>Runs a bash script to its end or, with exit code 124, to the end of its time.</summary>
    internal async Task<Outcome> TryAsync(string script, int seconds = 30)
    {
        using var process = Start(script, seconds, out var output);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(seconds + 5));
        return new Outcome(process.ExitCode, await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken));
    }

    /// <summary>Starts a bash script that runs beside the test, at most its time.</summary>
    internal Background StartInBackground(string script, int seconds) => new(Start(script, seconds, out var output), output, seconds);

    public async ValueTask DisposeAsync()
    {
        _holder.StandardInput.Close();
        try
        {
            await _holder.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (TimeoutException)
        {
            // Takes its child along (--kill-child), and that takes all processes of the namespace.
            _holder.Kill();
        }
        _holder.Dispose();
        if (_hasSystemd)
            await ExternalCommand.RunAsync("unshare", "--mount", "sh", "-c", RemoveCgroups);
    }

    // What a script starts as a daemon keeps its output open; in a file that keeps nobody waiting.
    private Process Start(string script, int seconds, out string output)
    {
        output = Path.Combine(_folder, Interlocked.Increment(ref _commands).ToString("000'.log'", CultureInfo.InvariantCulture));
        var start = new ProcessStartInfo("nsenter") { RedirectStandardInput = true };
        start.Environment["WG_QUICK_USERSPACE_IMPLEMENTATION"] = "wireguard-go";
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["PATH"] = $"{Vwsh.PwshFolder}:{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin";
        string[] arguments =
        [
            "--target", _firstProcess, "--net", "--mount", "--pid", "--",
            "timeout", "--kill-after=2", seconds.ToString(CultureInfo.InvariantCulture),
            "bash", "-c", $"exec </dev/null >'{output}' 2>&1\n{script}",
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
