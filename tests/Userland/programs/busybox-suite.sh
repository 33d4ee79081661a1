#!/bin/bash
# SPDX-License-Identifier: MIT
# Runs busybox's own test suite inside SkiftSharp, where busybox is the shell and all tools:
#   busybox-suite.sh [--list FILE] [--update] [--verbose] [-- APPLET...]
# What passes is listed in tests/Conformance/busybox.txt, one line per case ("name" or "name #2" for a name's second case);
# the list only grows. --update adds to it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
list=$root/tests/Conformance/busybox.txt
update=0 verbose='' configuration=Release applets=()
while [ $# -gt 0 ]; do
    case $1 in
        --list) list=$2; shift 2 ;;
        --configuration) configuration=$2; shift 2 ;;
        --update) update=1; shift ;;
        --verbose) verbose=-v; shift ;;
        --) shift; applets=("$@"); break ;;
        *) echo "busybox-suite.sh: unknown argument $1" >&2; exit 2 ;;
    esac
done

build=$("$here/busybox-build.sh" "$root/artifacts/busybox")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/overlay/bin" "$work/overlay/etc" "$work/overlay/usr/bin" "$work/overlay/suite"
cp "$build/busybox" "$work/overlay/bin/busybox"
cp -R "$build/testsuite" "$build/.config" "$build/busybox" "$work/overlay/suite/"
"$build/busybox" --list | grep -vx busybox | while read -r applet; do ln -s busybox "$work/overlay/bin/$applet"; done
# Millions of sums in two of bc's cases are more a test of patience under emulation.
sed -i -e '/^testing "bc \(parsing\|printing\) of numbers"/i SKIP=1' -e '/^for f in bc/i SKIP=' "$work/overlay/suite/testsuite/bc.tests"
# The cases compile this where echo does not know -n and -e; busybox's does.
musl-gcc -static -Os -o "$work/overlay/suite/testsuite/echo-ne" "$build/scripts/echo.c"
printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' >"$work/overlay/etc/passwd"
printf 'root:x:0:\nnogroup:x:65534:\n' >"$work/overlay/etc/group"
printf '127.0.0.1 localhost skift\n' >"$work/overlay/etc/hosts"
cat >"$work/overlay/suite/all.sh" <<EOF2
export PATH=/bin SKIP_KNOWN_BUGS=1 HOME=/root USER=root
cd /suite/testsuite && ./runtest $verbose ${applets[*]} </dev/null 2>&1
EOF2

status=0
"$root/run-qemu.sh" --no-build --configuration "$configuration" --microvm --append loglevel=3 --timeout "${GUEST_TIMEOUT:-900}" \
    --overlay "$work/overlay" -- /bin/sh /suite/all.sh </dev/null >"$work/log" 2>&1 || status=$?
[ -z "$verbose" ] || cat "$work/log"

tr -d '\r' <"$work/log" | sed -n 's/^PASS: //p' | awk '{ n = ++seen[$0]; print n == 1 ? $0 : $0 " #" n }' | LC_ALL=C sort >"$work/passed"
grep -aE '^(FAIL|SKIPPED|UNTESTED): ' "$work/log" | tr -d '\r' || true
touch "$list"
lost=''
[ ${#applets[@]} -ne 0 ] || lost=$(LC_ALL=C comm -13 "$work/passed" "$list")
if [ -n "$lost" ]; then
    sed 's/^/no longer passes: /' <<<"$lost"
    tail -n 5 "$work/log"
fi
[ $update = 0 ] || LC_ALL=C sort -u -o "$list" "$work/passed" "$list"
echo "$(wc -l <"$work/passed") passed, $(tr -d '\r' <"$work/log" | grep -ac '^FAIL: ') failed, $(tr -d '\r' <"$work/log" | grep -acE '^(SKIPPED|UNTESTED): ') skipped; the guest ended with $status"
[ -z "$lost" ]
