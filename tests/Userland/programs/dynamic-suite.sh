#!/bin/bash
# SPDX-License-Identifier: MIT
# Runs the cases of dynamic-cases.txt with dynamic programs under a chroot, on this Linux (as root) and in the guest, and compares:
#   dynamic-suite.sh [--configuration C] [--smp N] [CASE...]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
configuration=Release smp=2
while [ $# -gt 0 ]; do
    case $1 in
        --configuration) configuration=$2; shift 2 ;;
        --smp) smp=$2; shift 2 ;;
        *) break ;;
    esac
done
[ "$(id -u)" = 0 ] || { echo "dynamic-suite.sh: needs root on Linux: mounting, chroot" >&2; exit 2; }

mapfile -t made < <("$here/dynamic-image.sh" "$root/artifacts/programs")
tree=${made[-2]} image=${made[-1]}
static=$("$here/packages.sh" "$root/artifacts/programs" static busybox-static bash-static)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
suite=$work/overlay/test/suite
mkdir -p "$suite/cases" "$suite/bin" "$work/overlay/test/bin"
# What strace and gdb look at; without the name of the directory that it was built in.
(cd "$here" && gcc -g -O0 -pthread -ffile-prefix-map="$here"=. -o "$suite/bin/debugged" debugged.c)
awk -v folder="$suite/cases" '/^#/ && !file { next } /^== / { file = sprintf("%s/%s", folder, $2); order = order $2 "\n"; next } { print > file } END { printf "%s", order > (folder "/../order") }' "$here/dynamic-cases.txt"
[ $# -eq 0 ] || printf '%s\n' "$@" >"$suite/order"
cat >"$suite/all.sh" <<'END'
while read -r name; do
    mkdir /tmp/work
    cd /tmp/work
    echo "== $name"
    timeout -k 5 100 sh "/tmp/suite/cases/$name" 2>&1 </dev/null
    echo "status $?"
    cd /
    rm -rf /tmp/work
done </tmp/suite/order
END
cp "$here/dynamic-enter.sh" "$work/overlay/test/enter.sh"
cp "$static/bin/busybox" "$work/overlay/test/bin/"
for tool in mount mknod ln mkdir cp chroot sh cat; do ln -s busybox "$work/overlay/test/bin/$tool"; done
cat >"$work/overlay/test/guest.sh" <<'END'
PATH=/test/bin
mkdir -p /mnt/root && mount -t ext2 -o ro /dev/vda /mnt/root && sh /test/enter.sh /mnt/root /test/suite 2>&1 | cat
END

timeout 300 unshare --mount --pid --fork sh "$here/dynamic-enter.sh" "$tree" "$suite" >"$work/linux.txt" 2>&1 </dev/null
status=0
"$root/run-qemu.sh" --no-build --configuration "$configuration" --microvm --smp "$smp" --append loglevel=3 --timeout "${GUEST_TIMEOUT:-560}" \
    --disk "$image" --overlay "$work/overlay" -- /test/bin/sh /test/guest.sh </dev/null 2>&1 | tr -d '\r' >"$work/guest.txt" || status=$?

exec python3 "$here/compare.py" "$work/linux.txt" "$work/guest.txt" "$status"
