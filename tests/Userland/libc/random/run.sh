#!/bin/bash
# SPDX-License-Identifier: MIT
# Random cases of the same source with three C libraries: the host's, musl and ours.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)

usage() {
    cat <<'EOT'
usage: run.sh [OPTION]... DIRECTORY_OF_LIBC_A [PART]...

  --seed N     of the cases; a new one each day by default
  --blocks N   of 500 cases for each part, more where a case is cheap; 20 by default
  --all        show what the others differ in, too

Exit status: 0 if ours agrees with POSIX as the table in this file says, 1 if not, 2 if it could not start.
EOT
}

seed=$(($(date +%s) / 86400)) blocks=20 show_all=
while [ $# -gt 0 ]; do
    case "$1" in
        --seed) seed=${2:?--seed needs a number}; shift ;;
        --blocks) blocks=${2:?--blocks needs a number}; shift ;;
        --all) show_all=1 ;;
        -h|--help) usage; exit 0 ;;
        -*) echo "run.sh: unknown option '$1' (try --help)" >&2; exit 2 ;;
        *) break ;;
    esac
    shift
done
[ $# -gt 0 ] || { usage >&2; exit 2; }
library=$1
shift

# Which of the others ours is held to. Where they differ from each other, it is the one that does what POSIX says:
declare -A judges=(
    [strings]='host musl' [versions]='host' [hexadecimal]='host' [numbers]='host musl' [formats]='host musl' [streams]='host musl' [times]='host musl'
    [wide]='host musl' [widestreams]='host' [sorting]='host musl' [heap]='' [regex]='' [rounding]='host'
)
# How many times the blocks.
declare -A weights=([strings]=20 [numbers]=10 [hexadecimal]=5 [formats]=20 [times]=10 [wide]=10 [heap]=5 [regex]=3)

parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=(strings versions numbers hexadecimal formats streams times wide widestreams sorting heap regex rounding)

# Streams open a file for each case: better in memory.
[ ! -w /dev/shm ] || export TMPDIR=/dev/shm
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
options=(-O1 -std=gnu11 -fno-builtin -frounding-math -w)
gcc "${options[@]}" -o "$work/host" "$here"/*.c -lm
musl-gcc "${options[@]}" -static -o "$work/musl" "$here"/*.c -lm
SKIFT_LIBRARY=$library "$root/tools/skift-cc" "${options[@]}" -o "$work/ours" "$here"/*.c -lm
cd "$work"
echo "seed $seed"

status=0
for part in "${parts[@]}"; do
    count=$((blocks * ${weights[$part]:-1}))
    for one in ours host musl; do
        [ $one = ours ] || [ -n "$show_all" ] || [[ ${judges[$part]} == *$one* ]] || continue
        code=0
        timeout 600 ./$one "$seed" "$count" "$part" >$one.$part 2>$one.faults </dev/null || code=$?
        # What can be said without another library: wrong in ours, a remark about others.
        if [ $code -ne 0 ] && { [ $one = ours ] || [ -n "$show_all" ]; }; then
            echo "$part: $one exits with $code"
            head -n 5 $one.faults
        fi
        [ $code -eq 0 ] || [ $one != ours ] || status=1
    done
    for judge in ${judges[$part]}; do
        different=$(diff $judge.$part ours.$part | sed -n "s/^< $part \([0-9]*\) .*/\1/p" || true)
        [ -n "$different" ] || continue
        echo "$part: $(wc -w <<<"$different") of $count blocks differ from $judge"
        status=1
        for block in $(head -n 2 <<<"$different"); do
            ./$judge "$seed" 1 "$part" --show "$block" >$judge.shown </dev/null 2>/dev/null || true
            ./ours "$seed" 1 "$part" --show "$block" >ours.shown </dev/null 2>/dev/null || true
            diff -a -U 3 $judge.shown ours.shown | head -n 16 | cut -c1-300 || true
        done
    done
    echo "$part: $((count * 500)) cases"
done
exit $status
