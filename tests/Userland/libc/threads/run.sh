#!/bin/bash
# SPDX-License-Identifier: MIT
# Builds each test of threads with the host's C library and with ours (static and position-independent), runs them and compares what they print.
# Usage: run.sh DIRECTORY_OF_LIBC_A [WORK_DIRECTORY [TEST...]]
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
export SKIFT_LIBRARY=${1:?usage: run.sh DIRECTORY_OF_LIBC_A [WORK_DIRECTORY [TEST...]]}
work=${2:-$(mktemp -d)}
shift; shift
mkdir -p "$work"
cd "$work" || exit 1
tests=("$@")
[ $# -gt 0 ] || { tests=("$here"/*.c); tests=("${tests[@]##*/}"); tests=("${tests[@]%.c}"); }
failures=0
for test in "${tests[@]}"; do
    gcc -O1 -std=gnu11 -w -pthread -o "host-$test" "$here/$test.c" -lrt || exit 1
    "$root/tools/skift-cc" -O1 -std=gnu11 -w -pthread -o "ours-$test" "$here/$test.c" -lrt || exit 1
    "$root/tools/skift-cc" -static-pie -O1 -std=gnu11 -w -pthread -o "pie-$test" "$here/$test.c" -lrt || exit 1
    for program in host ours pie; do
        timeout 60 "./$program-$test" > "$program-$test.out" 2>&1 < /dev/null || { echo "$program-$test: exit $?"; failures=1; }
    done
    for program in ours pie; do
        diff -u "host-$test.out" "$program-$test.out" > difference || { echo "$program-$test:"; head -40 difference; failures=1; }
    done
done
exit $failures
