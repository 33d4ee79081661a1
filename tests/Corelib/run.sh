#!/usr/bin/env bash
# Runs the corelib checks on .NET and on our own core library, and shows where their answers differ.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
configuration=${1:-Release}
[[ $configuration =~ ^(Release|Debug)$ ]] || { echo "usage: run.sh [Release|Debug]" >&2; exit 2; }

for project in DotNet Linux; do
    dotnet build "$root/tests/Corelib/$project" -c "$configuration" --nologo -v quiet || { echo "run.sh: $project did not build" >&2; exit 2; }
done

results="$root/artifacts/corelib-checks"
folder=$(tr '[:upper:]' '[:lower:]' <<<"$configuration")
mkdir -p "$results"
status=0
timeout 120 dotnet "$root/artifacts/bin/Skift.CorelibChecks.DotNet/$folder/Skift.CorelibChecks.DotNet.dll" >"$results/dotnet.txt" || status=1
timeout 120 "$root/artifacts/bin/CorelibChecks/$folder/corelibchecks" >"$results/corelib.txt" 2>&1 || status=1
diff -u "$results/dotnet.txt" "$results/corelib.txt" || status=1
tail -n 1 "$results/corelib.txt"
exit $status
