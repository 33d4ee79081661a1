#!/usr/bin/env bash
# Runs the corelib checks on .NET and on our own core library, in a program and in the kernel, and shows where answers differ.
set -euo pipefail

usage="usage: run.sh [--no-build] [Release|Debug]"
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=1 configuration=Release
for argument; do
    case "$argument" in
        --no-build) build=0 ;;
        Release|Debug) configuration=$argument ;;
        -h|--help) echo "$usage"; exit 0 ;;
        *) echo "run.sh: unknown argument '$argument'" >&2; echo "$usage" >&2; exit 2 ;;
    esac
done

if [ $build = 1 ]; then
    for project in DotNet Linux Kernel; do
        dotnet build "$root/tests/Corelib/$project" -c "$configuration" --nologo -v quiet || { echo "run.sh: $project did not build" >&2; exit 2; }
    done
fi

results="$root/artifacts/corelib-checks"
folder=$(tr '[:upper:]' '[:lower:]' <<<"$configuration")
mkdir -p "$results"
status=0
timeout 120 dotnet "$root/artifacts/bin/Skift.CorelibChecks.DotNet/$folder/Skift.CorelibChecks.DotNet.dll" >"$results/dotnet.txt" || status=1
timeout 120 "$root/artifacts/bin/CorelibChecks/$folder/corelibchecks" >"$results/corelib.txt" 2>&1 || status=1
diff -u "$results/dotnet.txt" "$results/corelib.txt" || status=1

# In the kernel: QEMU ends with 33 if all checks passed. What the kernel omits by name is not expected; the totals differ by that.
qemu=0
timeout 120 qemu-system-x86_64 -M microvm,x-option-roms=off,pit=on,rtc=on,acpi=on,isa-serial=off -cpu max -m 512M -nodefaults -no-user-config \
    -display none -no-reboot -device isa-debug-exit,iobase=0xf4,iosize=4 -chardev stdio,id=c,signal=off -device isa-serial,chardev=c \
    -kernel "$root/artifacts/bin/CorelibKernel/$folder/skift-corelib.elf" -append panic=exit >"$results/kernel.log" 2>&1 </dev/null || qemu=$?
[ $qemu = 33 ] || { echo "run.sh: QEMU ended with status $qemu instead of 33" >&2; status=1; }
sed -e 's/\r$//' -e '/^\[ *[0-9]*\.[0-9]*\] /d' "$results/kernel.log" >"$results/kernel.txt"
sed -n 's/^omitted \([^:]*\): .*/ok \1: /p' "$results/kernel.txt" >"$results/omitted.txt"
total='^[0-9]* checks, [0-9]* failed$'
diff -u <(grep -v "$total" "$results/dotnet.txt" | awk 'FILENAME == ARGV[1] { omitted[$0]; next } { for (line in omitted) if (index($0, line) == 1) next; print }' "$results/omitted.txt" -) \
    <(grep -v -e "$total" -e '^omitted ' "$results/kernel.txt") || status=1

echo "program: $(tail -n 1 "$results/corelib.txt")"
grep '^omitted ' "$results/kernel.txt" | sed 's/^/kernel: /' || true
echo "kernel: $(tail -n 1 "$results/kernel.txt")"
exit $status
