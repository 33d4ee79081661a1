#!/bin/bash
# SPDX-License-Identifier: MIT
# Computes functions of math.h with our library for random arguments, and has MPFR judge the results.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)

usage() {
    cat <<'EOT'
usage: run.sh [OPTION]... DIRECTORY_OF_LIBC_A

  --seed N     of the arguments; a new one each day by default
  --count N    of results for each function in each format; 20000 by default
  --with musl  compute with musl, or with the host's library (host), instead
  --verbose    show the worst result of each function

Exit status: 0 if no function misses by more than functions.h says, 1 if one does, 2 if it could not start.
EOT
}

fail() {
    echo "run.sh: $1 (try --help)" >&2
    exit 2
}

seed=$(($(date +%s) / 86400)) count=20000 compiler=() verbose=()
while [ $# -gt 0 ]; do
    case "$1" in
        --seed) [[ ${2-} =~ ^[0-9]+$ ]] || fail "--seed takes a number"; seed=$2; shift ;;
        --count) [[ ${2-} =~ ^[1-9][0-9]*$ ]] || fail "--count takes a number"; count=$2; shift ;;
        --with)
            case "${2-}" in
                musl) compiler=(musl-gcc -static) ;;
                host) compiler=(gcc) ;;
                *) fail "--with takes musl or host" ;;
            esac
            shift ;;
        --verbose) verbose=(-v) ;;
        -h|--help) usage; exit 0 ;;
        -*) fail "unknown option '$1'" ;;
        *) break ;;
    esac
    shift
done
[ $# -eq 1 ] || { usage >&2; exit 2; }
[ ${#compiler[@]} -gt 0 ] || { compiler=("$root/tools/skift-cc"); export SKIFT_LIBRARY=$1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gcc -O1 -Wall -Wextra -Werror -o "$work/judge" "$here/judge.c" -lmpfr -lgmp -lm || exit 2
"${compiler[@]}" -O1 -std=gnu11 -fno-builtin -Wall -Wextra -o "$work/compute" "$here/compute.c" -lm || exit 2
echo "seed $seed"
"$work/compute" "$seed" "$count" | "$work/judge" "${verbose[@]}"
