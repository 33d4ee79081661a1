#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs busybox's ash_test against a shell and compares output and messages with the expected ones.
#   run.sh [--shell PATH] [--filter PATTERN] [--list FILE] [--update] [--jobs N]
#     --shell   the shell (default: sh as built by this tree)
#     --filter  only cases whose name matches this grep pattern
#     --list    names of cases that must pass (default: tests/Conformance/ash_test.txt)
#     --update  adds newly passing cases to the list
# Ends with "N passed, N failed"; fails if a case of the list does.
set -e
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
shell=$root/artifacts/bin/Sh/debug/sh
filter=.
list=$root/tests/Conformance/ash_test.txt
update=
jobs=4
while [ $# -gt 0 ]; do
    case $1 in
        --shell) shell=$2; shift 2 ;;
        --filter) filter=$2; shift 2 ;;
        --list) list=$2; shift 2 ;;
        --jobs) jobs=$2; shift 2 ;;
        --update) update=yes; shift ;;
        *) echo "run.sh: unknown argument $1" >&2; exit 2 ;;
    esac
done
case $shell in
    /*) ;;
    */*) shell=$PWD/$shell ;;
    *) shell=$(command -v "$shell") ;;
esac
[ -x "$shell" ] || { echo "run.sh: no shell at $shell: build userland/Shell first" >&2; exit 2; }

tests=$("$here/fetch.sh" "$root/artifacts/busybox")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$tests" && ls ash-*/*.tests) | sed 's/\.tests$//' | while read -r case; do
    [ -x "$tests/$case.tests" ] && [ -f "$tests/$case.right" ] && echo "$case"
done | grep -e "$filter" >"$work/cases" || { echo "run.sh: no case matches $filter" >&2; exit 2; }

xargs -P "$jobs" -n 1 "$here/case.sh" "$tests" "$work" "$shell" <"$work/cases" >"$work/results"

# Some cases depend on which of two processes is first, and on a loaded machine that is up to chance.
for attempt in 2 3 4; do
    sed -n 's/^fail //p' "$work/results" >"$work/again"
    [ -s "$work/again" ] || break
    sed '/^fail /d' "$work/results" >"$work/before"
    { cat "$work/before"; xargs -n 1 "$here/case.sh" "$tests" "$work" "$shell" <"$work/again"; } >"$work/results"
done
sed -n 's/^pass //p' "$work/results" | LC_ALL=C sort >"$work/passed"
sed -n 's/^fail //p' "$work/results" | LC_ALL=C sort >"$work/failed"
diffs=$root/artifacts/busybox/diffs-$(basename "$shell")
rm -rf "$diffs" && mkdir -p "$diffs"
cp "$work"/*.diff "$diffs/" 2>/dev/null || true
sed 's/^/fail: /' "$work/failed"

status=0
if [ -f "$list" ]; then
    LC_ALL=C sort "$list" | LC_ALL=C comm -12 - "$work/failed" >"$work/regressed"
    if [ -s "$work/regressed" ]; then
        sed 's/^/regression: /' "$work/regressed"
        status=1
    fi
fi
if [ -n "$update" ]; then
    # A signal sent "soon" by another process may be sooner than the next command: these two prove nothing either way.
    { cat "$list" 2>/dev/null || true; cat "$work/passed"; } | grep -v '^ash-misc/exitcode_trap[26]$' | LC_ALL=C sort -u >"$work/list"
    mkdir -p "$(dirname "$list")"
    cp "$work/list" "$list"
fi
echo "$(wc -l <"$work/passed" | tr -d ' ') passed, $(wc -l <"$work/failed" | tr -d ' ') failed"
exit $status
