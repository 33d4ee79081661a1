#!/usr/bin/env bash
# Builds SkiftSharp and boots it in QEMU.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

usage() {
    cat <<'EOF'
usage: ./run-qemu.sh [OPTION]... [-- COMMAND [ARGUMENT]...]

Builds what changed and boots it. With a COMMAND, runs it in the guest without a
screen and exits with its status.

  --display          a QEMU window with keyboard and pointer (the default where there is a desktop)
  --headless         no window: the console is this terminal (leave with Ctrl-A X)
  --smp N            number of CPUs, 1 to 8 (default 1)
  --mem M            memory, such as 256M or 2G (default 512M)
  --cpu FEATURES     the processor, as QEMU takes it, such as max,-avx2 (default max)
  --microvm          QEMU's microvm machine instead of q35
  --iso              boot through GRUB from the ISO image instead of directly
  --uefi             boot the ISO with UEFI firmware instead of BIOS
  --disk IMG         attach a raw disk image as /dev/vda
  --append ARGS      more words for the kernel command line
  --overlay DIR      add the files of DIR to the initial file system
  --qmp SOCKET       with --headless: a screen without a window, controlled over QEMU's
                     machine protocol on this socket, and shown by VNC on SOCKET.vnc
  --icount           count instead of time: a nanosecond of the guest's clock is one instruction
                     (exact, the same on every run; one CPU only)
  --gdb              wait for gdb on port 1234 before the first instruction (see tools/debug)
  --test             run the kernel's own tests and exit with their verdict
  --timeout SECONDS  give up after so long, exit status 124 (default with --test: 600)
  --configuration C  Release (default) or Debug
  --no-build         boot what was built before
  --dry-run          print the QEMU command line instead of running it
  -h, --help         this text
EOF
}

fail() {
    echo "run-qemu: $1" >&2
    exit 2
}

note() {
    echo "run-qemu: $1" >&2
}

value() { # OPTION VALUE-COUNT VALUE
    [ "$2" -ge 2 ] || fail "$1 needs a value (try --help)"
    printf '%s' "$3"
}

display=auto smp=1 memory=512M cpu=max machine=q35 boot=direct disk='' append='' overlay='' qmp='' gdb=0 icount=0 test=0 timeout=''
configuration=Release build=1 dry=0 command=()
while [ $# -gt 0 ]; do
    case "$1" in
        --display) display=window ;;
        --headless) display=none ;;
        --smp) smp=$(value "$1" $# "${2-}"); shift ;;
        --mem) memory=$(value "$1" $# "${2-}"); shift ;;
        --cpu) cpu=$(value "$1" $# "${2-}"); shift ;;
        --microvm) machine=microvm ;;
        --iso) [ $boot = uefi ] || boot=iso ;;
        --uefi) boot=uefi ;;
        --disk) disk=$(value "$1" $# "${2-}"); shift ;;
        --append) append=$(value "$1" $# "${2-}"); shift ;;
        --overlay) overlay=$(value "$1" $# "${2-}"); shift ;;
        --qmp) qmp=$(value "$1" $# "${2-}"); shift ;;
        --icount) icount=1 ;;
        --gdb) gdb=1 ;;
        --test) test=1 ;;
        --timeout) timeout=$(value "$1" $# "${2-}"); shift ;;
        --configuration) configuration=$(value "$1" $# "${2-}"); shift ;;
        --no-build) build=0 ;;
        --dry-run) dry=1 ;;
        -h|--help) usage; exit 0 ;;
        --) shift; [ $# -gt 0 ] || fail "-- needs a command"; command=("$@"); break ;;
        *) fail "unknown option '$1' (try --help)" ;;
    esac
    shift
done

[[ $smp =~ ^[1-8]$ ]] || fail "--smp takes 1 to 8, not '$smp'"
[[ $memory =~ ^[1-9][0-9]*[MG]?$ ]] || fail "--mem takes a size such as 256M or 2G, not '$memory'"
[[ $cpu =~ ^[[:alnum:]][[:alnum:],.=+_-]*$ ]] || fail "--cpu takes a model and features such as max,-avx2, not '$cpu'"
[[ $configuration =~ ^(Release|Debug)$ ]] || fail "--configuration takes Release or Debug, not '$configuration'"
[[ $timeout =~ ^([1-9][0-9]*)?$ ]] || fail "--timeout takes a number of seconds, not '$timeout'"
[ -z "$disk" ] || [ -r "$disk" ] || fail "cannot read the disk image '$disk'"
[ -z "$overlay" ] || [ -d "$overlay" ] || fail "'$overlay' is not a directory"
[ -z "$overlay" ] || [ $boot = direct ] || fail "--overlay works without --iso and --uefi only"
[ $machine = q35 ] || [ $boot = direct ] || fail "microvm has no firmware that boots an ISO; leave out --microvm or --$boot"
[ $icount = 0 ] || [ "$smp" = 1 ] || fail "--icount counts one CPU only; leave out --smp $smp"
[ $test = 0 ] || [ ${#command[@]} -eq 0 ] || fail "--test and a command exclude each other"

if [ ${#command[@]} -gt 0 ] || [ $test = 1 ]; then
    [ $display != window ] || fail "--display excludes --test and a command"
    display=none
fi
if [ $display = auto ]; then
    display=window
    if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        display=none
        note "no desktop here: running --headless (leave with Ctrl-A X)"
    fi
fi
[ $test = 0 ] || timeout=${timeout:-600}

"$root/tools/setup" build run

image="$root/artifacts/image/${configuration,,}"
if [ $build = 1 ]; then
    log=$(mktemp)
    if ! dotnet build "$root/iso/Image.csproj" -c "$configuration" --nologo -v quiet >"$log" 2>&1; then
        grep -E 'error|warning' "$log" | sort -u | head -n 20 >&2 || cat "$log" >&2
        rm -f "$log"
        fail "the build failed"
    fi
    rm -f "$log"
fi
kernel="$image/skift.elf"
[ $test = 0 ] || kernel="$image/skift-test.elf"
for file in "$kernel" "$image/initramfs.cpio"; do
    [ -e "$file" ] || fail "${file#"$root/"} is missing: run without --no-build"
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What only this boot needs travels as a second archive behind the first; the kernel unpacks all of them, as Linux does.
initramfs="$image/initramfs.cpio"
[ -z "$overlay" ] || cp -a "$overlay/." "$work/overlay"
if [ ${#command[@]} -gt 0 ]; then
    mkdir -p "$work/overlay/etc/init"
    append="quiet $append"
    { printf 'exec'; for word in "${command[@]}"; do printf " '%s'" "${word//\'/\'\\\'\'}"; done; echo; } >"$work/overlay/etc/init/command"
fi
if [ -e "$work/overlay" ]; then
    (cd "$work/overlay" && find . -mindepth 1 | LC_ALL=C sort | cpio --quiet -o -H newc -R 0:0) >"$work/overlay.cpio"
    cat "$initramfs" "$work/overlay.cpio" >"$work/initramfs.cpio"
    initramfs="$work/initramfs.cpio"
fi

# Believes /dev/kvm only after a kernel has run on it: some virtual KVMs stop at the first vector instruction.
kvm_works() {
    [ -w /dev/kvm ] || return 1
    local state="$root/artifacts/kvm-probe" identity
    identity="$(uname -r) $(stat -c '%Y' /dev/kvm)"
    if [ ! -e "$state" ] || [ "$(head -n 1 "$state")" != "$identity" ]; then
        local status=0
        timeout 20 qemu-system-x86_64 -M microvm,x-option-roms=off,isa-serial=off -accel kvm -cpu max,-arch-capabilities -m 128M \
            -nodefaults -no-user-config -display none -no-reboot -device isa-debug-exit,iobase=0xf4,iosize=4 \
            -kernel "$image/skift.elf" -append exit >/dev/null 2>&1 </dev/null || status=$?
        mkdir -p "$root/artifacts"
        printf '%s\n%s\n' "$identity" "$status" >"$state"
    fi
    [ "$(tail -n 1 "$state")" = 33 ]
}

qemu=(qemu-system-x86_64 -m "$memory" -smp "$smp" -nodefaults -no-user-config -no-reboot)
if [ $icount = 1 ]; then
    qemu+=(-accel "tcg,thread=single" -icount "shift=0,sleep=off" -cpu "$cpu")
elif kvm_works; then
    qemu+=(-accel kvm -cpu "$cpu,-arch-capabilities")
else
    [ ! -e /dev/kvm ] || [ $dry = 1 ] || [ $display = none ] || note "/dev/kvm does not work here: using software emulation"
    qemu+=(-accel "tcg,thread=multi" -cpu "$cpu")
fi

if [ $machine = microvm ]; then
    qemu+=(-M "microvm,x-option-roms=off,pit=on,rtc=on,acpi=on,isa-serial=off" -global virtio-mmio.force-legacy=false)
    bus=device
else
    qemu+=(-M q35)
    bus=pci
fi
qemu+=(-device isa-debug-exit,iobase=0xf4,iosize=4)
qemu+=(-device "virtio-rng-$bus")

# A screen, a keyboard and a pointer.
if [ $display = window ] || [ -n "$qmp" ]; then
    qemu+=(-device "virtio-keyboard-$bus" -device "virtio-tablet-$bus")
    if [ $machine = q35 ]; then qemu+=(-device virtio-vga); else qemu+=(-device virtio-gpu-device); fi
fi
[ -z "$qmp" ] || qemu+=(-qmp "unix:$qmp,server=on,wait=off")
if [ $display = window ]; then qemu+=(-display gtk); elif [ -n "$qmp" ]; then qemu+=(-display "vnc=unix:$qmp.vnc"); else qemu+=(-display none); fi

# The first serial port is the console. The second reports a command's exit status past everything that it prints.
if [ ${#command[@]} -gt 0 ] && ! [ -t 0 ]; then
    qemu+=(-chardev stdio,id=console,signal=off)
else
    qemu+=(-chardev stdio,id=console,mux=on,signal=off -mon chardev=console)
fi
qemu+=(-device isa-serial,index=0,chardev=console)
if [ ${#command[@]} -gt 0 ]; then
    qemu+=(-chardev "file,id=status,path=$work/status" -device isa-serial,index=1,chardev=status)
fi

[ -z "$disk" ] || qemu+=(-drive "if=none,id=disk,format=raw,file=${disk//,/,,}" -device "virtio-blk-$bus,drive=disk")
[ $gdb = 0 ] || qemu+=(-gdb tcp:127.0.0.1:1234 -S)

append="console=ttyS0 $append"
case $boot in
    direct) qemu+=(-kernel "$kernel" -initrd "$initramfs" -append "${append% }") ;;
    *)
        "$root/tools/image/make-iso" "$kernel" "$initramfs" "${append% }" "$work/skift.iso" || fail "cannot make the ISO image"
        qemu+=(-drive "if=none,id=cd,media=cdrom,readonly=on,format=raw,file=$work/skift.iso" -device ide-cd,drive=cd)
        ;;
esac
if [ $boot = uefi ]; then
    firmware=/usr/share/OVMF
    cp "$firmware/OVMF_VARS_4M.fd" "$work/vars.fd"
    qemu+=(-drive "if=pflash,format=raw,readonly=on,file=$firmware/OVMF_CODE_4M.fd" -drive "if=pflash,format=raw,file=$work/vars.fd")
fi

if [ $dry = 1 ]; then
    printf '%q ' "${qemu[@]}"
    echo
    exit 0
fi
[ $gdb = 0 ] || note "waiting for gdb: tools/debug/gdb ${kernel#"$root/"}"

status=0
if [ -n "$timeout" ]; then
    timeout --foreground "$timeout" "${qemu[@]}" || status=$?
else
    "${qemu[@]}" || status=$?
fi
[ $status -ne 124 ] || { note "nothing came to an end within $timeout seconds"; exit 124; }

# isa-debug-exit makes QEMU's status 2·code+1; the kernel sends 0x10 for success and 0x11 for failure.
if [ ${#command[@]} -gt 0 ]; then
    # UEFI firmware writes to the port too; the status is the last line.
    reported=$(tr -d '\r' 2>/dev/null <"$work/status" | tail -n 1)
    if ! [[ $reported =~ ^[0-9]+$ ]]; then
        note "the guest ended before the command did (QEMU status $status)"
        exit 125
    fi
    exit "$reported"
fi
case $status in
    33) exit 0 ;;
    35) exit 1 ;;
    *) exit $status ;;
esac
