#!/bin/bash
# SPDX-License-Identifier: MIT
# Runs static programs that others built on this Linux and in the guest, and compares: bash-static with the scripts of bash-cases.txt, a program
# with POSIX threads linked with glibc and with musl, and an ordinary .NET program compiled ahead of time (with --dotnet).
#   static-suite.sh [--configuration C] [--smp N] [--dotnet] [CASE...]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
configuration=Release smp=2 dotnet=0
while [ $# -gt 0 ]; do
    case $1 in
        --configuration) configuration=$2; shift 2 ;;
        --smp) smp=$2; shift 2 ;;
        --dotnet) dotnet=1; shift ;;
        *) break ;;
    esac
done
cache=$root/artifacts/programs
static=$("$here/packages.sh" "$cache" static busybox-static bash-static)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
test=$work/overlay/test
mkdir -p "$test/cases" "$test/bin"
cp "$static/bin/bash-static" "$test/bash"
cp "$static/bin/busybox" "$test/bin/busybox"
"$test/bin/busybox" --list | grep -vxE 'busybox|bash' | while read -r applet; do ln -s busybox "$test/bin/$applet"; done
musl-gcc -static -O1 -pthread -w -o "$test/threads-musl" "$here/threads.c"
gcc -static -O1 -pthread -w -o "$test/threads-glibc" "$here/threads.c"
awk -v folder="$test/cases" '/^#/ && !file { next } /^== / { file = sprintf("%s/%s", folder, $2); order = order $2 "\n"; next } { print > file } END { printf "%s", order > (folder "/../order") }' "$here/bash-cases.txt"
printf '/test/threads-musl\n' >"$test/cases/threads-musl"
printf '/test/threads-glibc\n' >"$test/cases/threads-glibc"
printf 'threads-musl\nthreads-glibc\n' >>"$test/order"
if [ $dotnet = 1 ]; then
    if [ ! -x "$cache/dotnet/DotNetProgram" ] || [ "$here/dotnet/Program.cs" -nt "$cache/dotnet/DotNetProgram" ]; then
        rm -rf "$cache/dotnet.source"
        cp -R "$here/dotnet" "$cache/dotnet.source"
        # Of its own: the settings of this tree are not for ordinary programs.
        echo '<Project />' >"$cache/dotnet.source/Directory.Build.props"
        (cd "$cache/dotnet.source" && dotnet publish -c Release --nologo -v quiet "-p:PublishDir=$cache/dotnet/" DotNetProgram.csproj) >"$cache/dotnet.log" 2>&1 || { cat "$cache/dotnet.log" >&2; exit 1; }
    fi
    cp "$cache/dotnet/DotNetProgram" "$test/dotnet-program"
    printf '/test/dotnet-program one "two words"\n' >"$test/cases/dotnet"
    echo dotnet >>"$test/order"
fi
[ $# -eq 0 ] || printf '%s\n' "$@" >"$test/order"
cat >"$test/all.sh" <<'END'
while read -r name; do
    mkdir /tmp/work
    cd /tmp/work
    echo "== $name"
    /test/bin/timeout -k 5 100 /test/bash "/test/cases/$name" 2>&1 </dev/null
    echo "status $?"
    cd /
    rm -rf /tmp/work
done </test/order
END

# On Linux in a root of its own, so that paths and tools are the same.
mkdir -p "$work/linux"
cat >"$work/enter.sh" <<'END'
mount -t tmpfs tmpfs "$1"
mkdir "$1/proc" "$1/sys" "$1/dev" "$1/tmp" "$1/etc" "$1/bin"
cp -R "$2" "$1/test"
cp "$3"/etc/passwd "$3"/etc/group "$1/etc/"
ln -s /test/bin/busybox "$1/bin/sh"
mount -t proc proc "$1/proc"
mount --bind /sys "$1/sys"
mount --bind /dev "$1/dev"
exec chroot "$1" /test/bin/env -i PATH=/test/bin HOME=/root TERM=dumb /test/bash /test/all.sh
END
timeout 300 unshare --mount --pid --fork sh "$work/enter.sh" "$work/linux" "$test" "$root/iso/rootfs" >"$work/linux.txt" 2>&1 </dev/null || { cat "$work/linux.txt"; exit 1; }
status=0
"$root/run-qemu.sh" --no-build --configuration "$configuration" --microvm --smp "$smp" --append loglevel=3 --timeout "${GUEST_TIMEOUT:-500}" \
    --overlay "$work/overlay" -- /test/bash -c '/test/bin/env -i PATH=/test/bin HOME=/root TERM=dumb /test/bash /test/all.sh 2>&1 | /test/bin/cat' </dev/null 2>&1 | tr -d '\r' >"$work/guest.txt" || status=$?
exec python3 "$here/compare.py" "$work/linux.txt" "$work/guest.txt" "$status"
