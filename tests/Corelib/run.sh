#!/usr/bin/env bash
# Runs the corelib checks on .NET and on our own core library, and shows where their answers differ.
set -euo pipefail

usage="usage: run.sh [--no-build] [Release|Debug]"
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=1 configuration=Release
for argument; do
    case "$argument" in
        --no-build) build=0 ;;
        Release|Debug) configuration=$argument ;;
        -h|--help) echo "$usage"; exit 0 ;;
        *) echo "run.sh: unknown argument '$argument'" >&2; echo "$usage" >&2; exit 2 ;;
    esac
done

if [ $build = 1 ]; then
    for project in DotNet Linux; do
        dotnet build "$root/tests/Corelib/$project" -c "$configuration" --nologo -v quiet || { echo "run.sh: $project did not build" >&2; exit 2; }
    done
fi

results="$root/artifacts/corelib-checks"
folder=$(tr '[:upper:]' '[:lower:]' <<<"$configuration")
mkdir -p "$results"
status=0
timeout 120 dotnet "$root/artifacts/bin/Skift.CorelibChecks.DotNet/$folder/Skift.CorelibChecks.DotNet.dll" >"$results/dotnet.txt" || status=1
timeout 120 "$root/artifacts/bin/CorelibChecks/$folder/corelibchecks" >"$results/corelib.txt" 2>&1 || status=1
diff -u "$results/dotnet.txt" "$results/corelib.txt" || status=1
tail -n 1 "$results/corelib.txt"
exit $status
