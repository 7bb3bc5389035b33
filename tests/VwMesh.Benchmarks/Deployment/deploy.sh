#!/usr/bin/env bash
# What a deployment costs beside as many bare "ssh NODE true", at the same parallelism.
#
#   unshare --net --mount --pid --fork --kill-child --mount-proc bash deploy.sh VWSH [NODES] [ROUNDS]
#
# Every node is network, mount and process namespaces with an OpenSSH server of its own. All of it ends with this script.
set -euo pipefail
vwsh=$1 nodes=${2:-20} rounds=${3:-5} parallel=10
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mount -t tmpfs tmpfs /run
ip link set lo up
ip link add hub type bridge
ip address add 198.18.0.1/16 dev hub
ip link set hub up
ssh-keygen -q -t ed25519 -N '' -f id
ssh-keygen -q -t ed25519 -N '' -f host
printf 'Host *\n    IdentityFile %s/id\n    UserKnownHostsFile %s/known_hosts\n    ControlMaster no\n' "$folder" "$folder" >ssh_config
mount --bind ssh_config /etc/ssh/ssh_config

echo 'New-VwNetwork bench' >make.ps1
for i in $(seq "$nodes"); do
    mkfifo "ready$i"
    unshare --net --mount --pid --fork --kill-child --mount-proc bash -c "
        mount -t tmpfs tmpfs /run; mount -t tmpfs -o mode=0700 tmpfs /etc/wireguard; mkdir /run/sshd; mount -t sysfs sysfs /sys; ip link set lo up
        echo >ready$i; read -r _ <ready$i
        ip address add 198.18.1.$i/16 dev eth0; ip link set eth0 up
        exec /usr/sbin/sshd -D -f /dev/null -o HostKey='$folder/host' -o AuthorizedKeysFile='$folder/id.pub' -o StrictModes=no -o UsePAM=no -o MaxStartups=100 -o PidFile=none" </dev/null &
    read -r _ <"ready$i"
    ip link add "n$i" master hub type veth peer name eth0 netns "$(pgrep -P $!)"
    ip link set "n$i" up
    echo >"ready$i"
    echo "198.18.1.$i $(cut -d ' ' -f 1,2 host.pub)" >>known_hosts
    echo "\$null = Add-VwNode bench node$i -Endpoint 198.18.1.$i -ListenPort 1234 -UserName root" >>make.ps1
done
"$vwsh" make.ps1 >/dev/null

bare() { seq "$nodes" | xargs -P "$parallel" -I{} ssh -o BatchMode=yes -l root 198.18.1.{} true; }
for _ in $(seq 50); do bare 2>/dev/null && break; sleep 0.2; done

echo '$null = Deploy-VwNode bench -ThrottleLimit 10 -ErrorAction Stop -WarningAction Ignore' >first.ps1
"$vwsh" first.ps1
# The engine's start and the first use of its code are no part of a deployment; what is printed is milliseconds.
cat >time.ps1 <<PS1
\$null = Compare-VwNode bench node1
foreach (\$round in 1..$rounds) {
    \$clock = [System.Diagnostics.Stopwatch]::StartNew()
    \$results = Deploy-VwNode bench -ThrottleLimit $parallel -ErrorAction Stop
    "unchanged \$([int]\$clock.Elapsed.TotalMilliseconds) \$((\$results | Where-Object Outcome -EQ Unchanged).Count)"
    \$null = Add-VwNode bench "new\$round"
    \$clock = [System.Diagnostics.Stopwatch]::StartNew()
    \$results = Deploy-VwNode bench node* -ThrottleLimit $parallel -ErrorAction Stop
    "peer \$([int]\$clock.Elapsed.TotalMilliseconds) \$((\$results | Where-Object Outcome -EQ Hot).Count)"
    Remove-VwNode bench "new\$round" -Confirm:\$false 6>\$null
    \$null = Deploy-VwNode bench -ThrottleLimit $parallel -ErrorAction Stop
}
PS1
median() { sort -n | sed -n "$(((rounds + 1) / 2))p"; }
for _ in $(seq "$rounds"); do
    begin=$(date +%s%N)
    bare
    echo $((($(date +%s%N) - begin) / 1000000))
done >bare.txt
"$vwsh" time.ps1 >times.txt
grep -qv " $nodes\$" times.txt && { echo "not every node ended as it should:"; cat times.txt; exit 1; }
base=$(median <bare.txt)
unchanged=$(sed -n 's/^unchanged \([0-9]*\) .*/\1/p' times.txt | median)
peer=$(sed -n 's/^peer \([0-9]*\) .*/\1/p' times.txt | median)
awk -v n="$nodes" -v p="$parallel" -v b="$base" -v u="$unchanged" -v c="$peer" 'BEGIN {
    printf "%d nodes, %d at a time, medians\n", n, p
    printf "%-28s %6d ms\n", "bare ssh NODE true", b
    printf "%-28s %6d ms  %.2f  (at most 1.5)\n", "deploy, nothing changed", u, u / b
    printf "%-28s %6d ms  %.2f  (at most 3)\n", "deploy, one new peer", c, c / b
}'
