#!/bin/bash
# SPDX-License-Identifier: MIT
# Runs busybox's ash_test inside SkiftSharp: guest.sh [--image DIRECTORY] [--shell PROGRAM] [--list FILE]
# The shell is SkiftSharp's own unless a static program is named.
# The cases travel behind the image's initial file system; each one's output comes back over the serial console and is
# compared here. Tools that the cases need and SkiftSharp does not have yet are those of the host's static busybox.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
image=$root/artifacts/image/release
list=$root/tests/Conformance/ash_test.txt
shell=''
while [ $# -gt 0 ]; do
    case $1 in
        --image) image=$2; shift 2 ;;
        --list) list=$2; shift 2 ;;
        --shell) shell=$2; shift 2 ;;
        *) echo "guest.sh: unknown argument $1" >&2; exit 2 ;;
    esac
done
[ -e "$image/initramfs.cpio" ] || { echo "guest.sh: no image in $image: run ./run-qemu.sh once" >&2; exit 2; }
busybox=$(command -v busybox) || { echo "guest.sh: busybox-static is needed" >&2; exit 2; }

tests=$("$here/fetch.sh" "$root/artifacts/busybox")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/overlay/etc/init" "$work/overlay/ash/helpers" "$work/overlay/ash/bin"
cp -R "$tests"/ash-* "$work/overlay/ash/"
cp "$busybox" "$work/overlay/ash/helpers/busybox"
for tool in md5sum hexdump diff sed awk; do
    ln -s busybox "$work/overlay/ash/helpers/$tool"
done
for helper in printenv recho zecho; do
    musl-gcc -w -static -O1 -o "$work/overlay/ash/helpers/$helper" "$tests/$helper.c"
done
if [ -n "$shell" ]; then cp -L "$shell" "$work/overlay/ash/bin/ash"; else ln -s /bin/sh "$work/overlay/ash/bin/ash"; fi
# Thousands of processes one after the other are more a test of patience under emulation.
rm -rf "$work/overlay/ash/ash-z_slow"
cat >"$work/overlay/ash/all.sh" <<'EOF'
export CONFIG_FEATURE_FANCY_ECHO=y PATH=/ash/bin:/bin:/sbin:/ash/helpers THIS_SH=/ash/bin/ash
unset LANG LC_ALL
for file in /ash/ash-*/*.tests; do
    cd "${file%/*}"
    name=${file##*/}
    echo "@@begin ${PWD##*/}/${name%.tests}"
    busybox timeout 30 "$THIS_SH" "./$name" </dev/null >/tmp/out 2>&1
    cat /tmp/out
    echo "@@end"
done
EOF
echo 'exec /bin/sh /ash/all.sh' >"$work/overlay/etc/init/command"
(cd "$work/overlay" && find . -mindepth 1 | LC_ALL=C sort | cpio --quiet -o -H newc -R 0:0) >"$work/overlay.cpio"
cat "$image/initramfs.cpio" "$work/overlay.cpio" >"$work/initramfs.cpio"

timeout "${GUEST_TIMEOUT:-900}" qemu-system-x86_64 -M q35 -accel tcg,thread=multi -cpu max -m 512M -nodefaults -no-user-config -no-reboot \
    -display none -device isa-debug-exit,iobase=0xf4,iosize=4 -chardev stdio,id=console,signal=off -device isa-serial,index=0,chardev=console \
    -chardev "file,id=status,path=$work/status" -device isa-serial,index=1,chardev=status \
    -kernel "$image/skift.elf" -initrd "$work/initramfs.cpio" -append "console=ttyS0 quiet" </dev/null >"$work/log" || true

python3 - "$work/log" "$tests" "$list" <<'EOF'
import re, sys
log = open(sys.argv[1], "rb").read().replace(b"\r\n", b"\n")
expected = set(open(sys.argv[3]).read().split())
passed, failed = set(), set()
for match in re.finditer(rb"@@begin (\S+)\n(.*?)@@end\n", log, re.S):
    name = match.group(1).decode()
    try:
        right = open("%s/%s.right" % (sys.argv[2], name), "rb").read()
    except FileNotFoundError:
        continue
    (passed if match.group(2) == right else failed).add(name)
for name in sorted(failed):
    print("fail: " + name)
missing = sorted(name for name in expected - passed - failed if not name.startswith("ash-z_slow"))
for name in missing:
    print("did not run: " + name)
print("%d passed, %d failed" % (len(passed), len(failed) + len(missing)))
sys.exit(1 if missing or failed & expected else 0)
EOF
