#!/usr/bin/env bash
# Builds everything and runs every test. Ends with the totals; above them are the reasons of skipped tests and what the run left behind.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
# A killed PowerShell leaves the sockets and pipes that debuggers would use.
export POWERSHELL_DIAGNOSTICS_OPTOUT=1 DOTNET_EnableDiagnostics=0

# Installs the Debian packages of tests/needs.txt whose programs are missing; without root or apt, lists them.
install_packages() {
    local program package missing=()
    while read -r program package; do
        case $program in
            '' | '#'*) continue ;;
            python3:*) /usr/bin/python3 -c "import ${program#*:}" 2>/dev/null || missing+=("$package") ;;
            *) PATH="$PATH:/usr/sbin:/sbin" command -v "$program" >/dev/null || missing+=("$package") ;;
        esac
    done <tests/needs.txt
    [ ${#missing[@]} -gt 0 ] || return 0
    mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)
    if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
        echo "Not installed: ${missing[*]}. The tests that need them are skipped."
        return 0
    fi
    echo "Installing ${missing[*]}"
    apt-get update -qq
    # Newer releases have the layouts of graphviz in packages of their own.
    if [[ " ${missing[*]} " == *" graphviz "* ]] && apt-cache show libgvplugin-neato-layout8 >/dev/null 2>&1; then missing+=(libgvplugin-neato-layout8); fi
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

passed=0 failed=0 skipped=0 broken=() failures=()

# All that this run starts inherits this variable and this temporary folder, by which left_behind finds what did not end.
export VWMESH_RUN=$$-$RANDOM
work=$(mktemp -d)
export TMPDIR=$work/tmp
mkdir "$TMPDIR"
reasons=$work/reasons
mounts=$(cut -d ' ' -f 5 /proc/self/mountinfo 2>/dev/null || mount)
interfaces=$(ls /sys/class/net 2>/dev/null || :)
trap 'rm -rf "$work"' EXIT

count() { sed -nE "s/.*$1: ([0-9]+).*/\1/p" <<<"$2"; }

# Runs one test project and adds its summary line to the totals.
run_project() {
    local name=$1 log=$work/log status=0 line
    echo "== $name"
    dotnet "tests/$name/bin/Release/net10.0/$name.dll" -noLogo -noColor 2>&1 </dev/null | tee "$log" || status=$?
    line=$(grep -E 'Total: [0-9]+, Errors:' "$log" | tail -n 1 || :)
    if [ -z "$line" ]; then
        broken+=("$name ended without a summary (exit code $status)")
        return
    fi
    local bad=$(($(count Failed "$line") + $(count Errors "$line")))
    failed=$((failed + bad)) skipped=$((skipped + $(count Skipped "$line")))
    passed=$((passed + $(count Total "$line") - bad - $(count Skipped "$line")))
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then broken+=("$name exited with $status"); fi
    while read -r line; do failures+=("$name: $line"); done < <(sed -n 's/ *\[FAIL\]$//p' "$log")
    grep -A1 -F '[SKIP]' "$log" | grep -vE '\[SKIP\]|^--$' | sed "s/^ */$name: /" >>"$reasons" || :
    left_behind "$name"
}

# The Pester files, in vwsh with the Pester of NuGet.
run_pester() {
    echo "== Pester"
    local bin=$PWD/src/VwMesh.Shell/bin/Release/net10.0 packages result p f s
    packages=$(dotnet msbuild tests/VwMesh.Shell.Tests -getProperty:NuGetPackageRoot)
    result=$(PATH="$bin/runtimes/unix/lib/net10.0:$PATH" "$bin/vwsh" -NoProfile -File tests/Pester/Invoke-All.ps1 -Pester "$packages/pester/6.2.0/tools/Pester.psd1" 2>&1 </dev/null) ||
        broken+=("Pester exited with $?")
    echo "$result"
    read -r p f s < <(sed -nE 's/^Pester: ([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped$/\1 \2 \3/p' <<<"$result" | tail -n 1) || :
    while read -r line; do failures+=("Pester: $line"); done < <(sed -nE 's/^(\x1b\[[0-9;]*m)?\[-\] //p' <<<"$result")
    passed=$((passed + ${p:-0})) failed=$((failed + ${f:-0})) skipped=$((skipped + ${s:-0}))
    left_behind Pester
}

# Runs the benchmarks in their small form: they still work, and what they measure still does what it is for. The times are not compared.
run_benchmarks() {
    echo "== Benchmarks, small"
    bash tests/bench.sh --quick || broken+=("tests/bench.sh --quick exited with $?")
    left_behind Benchmarks
}

# Reports processes, mounts, interfaces and files that the last tests left; removes the files, so that each project answers for its own.
left_behind() {
    local process try rows
    for try in 1 2 3 4 5 6 7 8 9 10; do
        rows=$(for process in $(grep -zls "^VWMESH_RUN=$VWMESH_RUN\$" /proc/[0-9]*/environ | cut -d / -f 3); do
            [ "$process" = "$$" ] || [ "$(ps -o ppid= -p "$process" 2>/dev/null | tr -d ' ')" = "$$" ] || ps -o pid=,args= -p "$process" 2>/dev/null || :
        done)
        [ -n "$rows" ] || break
        sleep 0.5
    done
    [ -z "$rows" ] || broken+=("$1 left processes: $(cut -c1-150 <<<"$rows" | head -n 5 | tr '\n' ';')")
    rows=$(comm -13 <(sort <<<"$mounts") <(cut -d ' ' -f 5 /proc/self/mountinfo | sort))
    [ -z "$rows" ] || broken+=("$1 left mounts: ${rows//$'\n'/ }")
    rows=$(comm -13 <(sort <<<"$interfaces") <(ls /sys/class/net | sort))
    [ -z "$rows" ] || broken+=("$1 left interfaces: ${rows//$'\n'/ }")
    rows=$(ls -A "$TMPDIR")
    [ -z "$rows" ] || broken+=("$1 left $(wc -l <<<"$rows") files or folders in the temporary folder: $(head -n 5 <<<"$rows" | tr '\n' ' ')")
    rm -rf "${TMPDIR:?}"/* "$TMPDIR"/.[!.]*
}

install_packages
dotnet build VwMesh.sln -c Release -v quiet -nodeReuse:false -p:RestoreLockedMode=true
rm -rf "${TMPDIR:?}"/* "$TMPDIR"/.[!.]*
for project in tests/*.Tests; do
    run_project "$(basename "$project")"
done
run_pester
run_benchmarks

echo
[ ! -e "$reasons" ] || sort "$reasons" | uniq -c | sed 's/^ */skipped: /'
for line in "${failures[@]}"; do echo "failed: $line"; done
for line in "${broken[@]}"; do echo "broken: $line"; done
failed=$((failed + ${#broken[@]}))
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
