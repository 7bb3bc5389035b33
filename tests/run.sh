#!/usr/bin/env bash
# Builds everything and runs every test there is for this machine. Ends with the totals; what was skipped is named above them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

# Command, and the Debian package that brings it.
needs=(wg:wireguard-tools wireguard-go:wireguard-go ip:iproute2 nft:nftables iptables:iptables babeld:babeld
       named-checkzone:bind9-utils ping:iputils-ping tcpdump:tcpdump sshd:openssh-server ssh:openssh-client sudo:sudo systemd-run:systemd python3:python3)

install_packages() {
    local missing=() need
    for need in "${needs[@]}"; do
        PATH="$PATH:/usr/sbin:/sbin" command -v "${need%%:*}" >/dev/null || missing+=("${need#*:}")
    done
    /usr/bin/python3 -c 'import toml' 2>/dev/null || missing+=(python3-toml)
    [ ${#missing[@]} -eq 0 ] && return
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "Not installed here, so that tests which need them are skipped: ${missing[*]}"
        return
    fi
    echo "Installing ${missing[*]}"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

passed=0 failed=0 skipped=0 broken=()
reasons=$(mktemp)
trap 'rm -f "$reasons"' EXIT

# Runs one test project and adds its summary line to the totals.
run_project() {
    local name=$1 log status=0 line
    log=$(mktemp)
    echo "== $name"
    dotnet "tests/$name/bin/Release/net10.0/$name.dll" -noLogo -noColor 2>&1 </dev/null | tee "$log" || status=$?
    line=$(grep -E 'Total: [0-9]+, Errors:' "$log" | tail -n 1 || true)
    count() { sed -nE "s/.*$1: ([0-9]+).*/\1/p" <<<"$line"; }
    if [ -z "$line" ]; then
        broken+=("$name ended without a summary (exit code $status)")
    else
        local bad=$(($(count Failed) + $(count Errors)))
        failed=$((failed + bad)) skipped=$((skipped + $(count Skipped)))
        passed=$((passed + $(count Total) - bad - $(count Skipped)))
        if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then broken+=("$name exited with $status"); fi
        grep -A1 -F '[SKIP]' "$log" | grep -vE '\[SKIP\]|^--$' | sed "s/^ */$name: /" >>"$reasons" || true
    fi
    rm -f "$log"
}

# The Pester files need a real pwsh; where there is none, each is named with what it would have run.
run_pester() {
    local file why=""
    echo "== Pester"
    command -v pwsh >/dev/null || why="no pwsh on this machine"
    [ -n "$why" ] || pwsh -NoProfile -Command 'if (-not (Get-Module -ListAvailable Pester)) { exit 1 }' || why="pwsh has no Pester here"
    if [ -n "$why" ]; then
        for file in tests/Pester/*.Tests.ps1; do
            [ -e "$file" ] || continue
            local tests
            tests=$(grep -cE "^\s*It\s" "$file" || true)
            skipped=$((skipped + tests))
            echo "NOT RUN: $file, $tests tests: $why"
            printf 'Pester: %s\n%.0s' "$why" $(seq "$tests") >>"$reasons"
        done
        return
    fi
    local result
    result=$(pwsh -NoProfile -File tests/Pester/Invoke-All.ps1) || broken+=("Pester exited with $?")
    echo "$result"
    read -r p f s < <(sed -nE 's/^Pester: ([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped$/\1 \2 \3/p' <<<"$result" | tail -n 1) || true
    passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
}

# That the benchmarks work and what they measure does what it is for; not how fast.
run_benchmarks() {
    echo "== Benchmarks, small"
    bash tests/bench.sh --quick || broken+=("tests/bench.sh --quick exited with $?")
}

install_packages
dotnet build VwMesh.sln -c Release -v quiet -nodeReuse:false
for project in tests/*.Tests; do
    run_project "$(basename "$project")"
done
run_pester
run_benchmarks

echo
sort "$reasons" | uniq -c | sed 's/^ */skipped: /'
for line in "${broken[@]}"; do echo "broken: $line"; done
failed=$((failed + ${#broken[@]}))
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
