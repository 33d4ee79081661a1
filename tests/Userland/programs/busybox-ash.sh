#!/bin/bash
# SPDX-License-Identifier: MIT
# Runs busybox's ash_test with Debian's static busybox as the shell, on Linux and in the guest, where the same cases must pass:
#   busybox-ash.sh [--configuration C]
# A few depend on which of two processes is first, which is another one now and then: as many may differ.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
configuration=Release unsteady=5
while [ $# -gt 0 ]; do
    case $1 in
        --configuration) configuration=$2; shift 2 ;;
        *) echo "busybox-ash.sh: unknown argument $1" >&2; exit 2 ;;
    esac
done

static=$("$here/packages.sh" "$root/artifacts/programs" static busybox-static bash-static)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$static/bin/busybox" "$work/ash"
"$here/../ash/run.sh" --shell "$work/ash" --list "$work/list" --update >"$work/linux"
"$here/../ash/guest.sh" --image "$root/artifacts/image/${configuration,,}" --shell "$work/ash" --list "$work/list" >"$work/guest" || true
grep -q '^[0-9]* passed' "$work/guest" || { cat "$work/guest"; exit 1; }

sed -n 's/^\(fail\|did not run\): //p' "$work/guest" | LC_ALL=C sort | LC_ALL=C comm -12 - "$work/list" | sed 's/^/passes on Linux only: /' | tee "$work/lost"
echo "$(tail -n 1 "$work/linux") on Linux; $(tail -n 1 "$work/guest") in the guest"
[ "$(wc -l <"$work/lost")" -le $unsteady ]
