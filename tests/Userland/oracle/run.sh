#!/bin/bash
# SPDX-License-Identifier: MIT
# Runs the cases on Linux and in the guest and shows where they differ. Usage: run.sh [--smp N] [FILTER...]
# A filter is a part of FAMILY.NAME. Boots what was built last.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
smp=1
[ "${1:-}" != --smp ] || { smp=$2; shift 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/overlay/test"
program=$work/overlay/test/oracle
bash "$here/build.sh" "$program"
cp "$program" "$work/oracle"
bash "$here/linux.sh" "$program" "$@" > "$work/linux" 2>&1 < /dev/null
cases=$(grep -c '^== ' "$work/linux") || { echo "run.sh: no case's name has '$*' in it" >&2; exit 2; }
"$root/run-qemu.sh" --no-build --microvm --smp "$smp" --timeout 600 --append loglevel=3 --overlay "$work/overlay" -- /test/oracle "$@" < /dev/null | tr -d '\r' > "$work/guest" ||
    echo "the guest's status: $?"
if diff -u "$work/linux" "$work/guest" > "$work/difference"; then
    echo "$cases cases, all equal"
else
    cat "$work/difference"
    awk 'FNR == 1 { file++ } /^== / { name = $2; names[name] } { text[file, name] = text[file, name] $0 "\n" }
         END { for (name in names) if (text[1, name] != text[2, name]) { different++; print "differs: " name | "sort" }; close("sort"); print different + 0 " cases differ" }' \
        "$work/linux" "$work/guest"
    exit 1
fi
