#!/usr/bin/env bash
# Measures what commands and parts cost, beside what they are bound by: bash tests/bench.sh [--quick | --parts | --deploy]
# --quick uses small networks and shows that the benchmarks work, not how fast anything is. --parts times the parts (BenchmarkDotNet),
# --deploy deployments to twenty nodes in namespaces of this machine (root and OpenSSH needed).
# VWMESH_BENCH_VWGEN=FOLDER compares with vwgen, where FOLDER has its Python package and python3-toml and python3-nacl are installed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 POWERSHELL_TELEMETRY_OPTOUT=1

build=$(mktemp -d)
TMPDIR=$build UseSharedCompilation=false dotnet build tests/VwMesh.Benchmarks -c Release -v quiet -nodeReuse:false >&2
rm -rf "$build"
bench=tests/VwMesh.Benchmarks/bin/Release/net10.0/VwMesh.Benchmarks
case "${1-}" in
    --quick)
        "$bench" commands --quick
        "$bench" parts --quick | grep '^|'
        if [ "$(id -u)" = 0 ] && [ -x /usr/sbin/sshd ]; then "$bench" deploy --quick; else echo "deployments: not measured without root and sshd"; fi
        ;;
    --parts) "$bench" parts "${@:2}" ;;
    --deploy) "$bench" deploy ;;
    '') "$bench" commands ;;
    *) sed -n '2,5s/^# //p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
esac
