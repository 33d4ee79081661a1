#!/usr/bin/env bash
# Installs what is missing, builds everything, runs every test, and ends with "N passed, N failed".
set -uo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

usage() {
    cat <<'EOF'
usage: tests/run.sh [OPTION]...

  --filter EXPRESSION  only the tests whose full name contains EXPRESSION
  --configuration C    Release (default) or Debug
  -h, --help           this text

Results are left in artifacts/test-results (TRX).
EOF
}

fail() {
    echo "run.sh: $1" >&2
    exit 2
}

configuration=Release filter=()
while [ $# -gt 0 ]; do
    case "$1" in
        --filter) [ $# -ge 2 ] || fail "--filter needs a value (try --help)"; filter=(--filter "FullyQualifiedName~$2"); shift ;;
        --configuration) [ $# -ge 2 ] || fail "--configuration needs a value (try --help)"; configuration=$2; shift ;;
        -h|--help) usage; exit 0 ;;
        *) fail "unknown option '$1' (try --help)" ;;
    esac
    shift
done
[[ $configuration =~ ^(Release|Debug)$ ]] || fail "--configuration takes Release or Debug, not '$configuration'"

cd "$root" || exit 2
tools/setup test || exit 2
dotnet build SkiftSharp.sln -c "$configuration" --nologo -v quiet || fail "the build failed"

results="$root/artifacts/test-results"
rm -rf "$results"
status=0
for project in tests/*/Skift.Tests.*.csproj; do
    # Kernel images run in QEMU; tests/System does that.
    ! grep -q '<SkiftKind>' "$project" || continue
    name=$(basename "$project" .csproj)
    dotnet test "$project" -c "$configuration" --no-build --nologo --logger "trx;LogFileName=$name.trx" --results-directory "$results" "${filter[@]}" || status=1
    # A filter may leave a project without tests; a crashed run must not pass for that.
    [ -e "$results/$name.trx" ] || [ ${#filter[@]} -gt 0 ] || { echo "run.sh: $name left no results" >&2; status=1; }
done

count() { # NAME: sums one counter over all result files
    cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*' | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum + 0 }'
}
passed=$(count passed)
failed=$(count failed)
[ "$passed" -gt 0 ] || [ "$failed" -gt 0 ] || { echo "run.sh: no test ran" >&2; status=1; }
[ "$failed" -eq 0 ] || status=1
echo "$passed passed, $failed failed"
exit $status
