#!/bin/bash
# SPDX-License-Identifier: MIT
# Builds the C programs here against our library and runs them, wherever they lie. They check themselves, for glibc does what they are about in another way.
# Usage: run.sh DIRECTORY_OF_LIBC_A [WORK_DIRECTORY]
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
export SKIFT_LIBRARY=${1:?usage: run.sh DIRECTORY_OF_LIBC_A [WORK_DIRECTORY]}
work=${2:-$(mktemp -d)}
status=0
cd "$work" || exit 2
for source in "$here"/*.c; do
    program=$(basename "$source" .c)
    for kind in -static -static-pie; do
        "$here/../../../../tools/skift-cc" $kind -O1 -Wall -Werror -o "$program" "$source" || { status=1; continue; }
        output=$(timeout 60 "./$program" 2>&1 </dev/null) || { printf '%s\n' "$output" "$program $kind: exit $?"; status=1; }
    done
done
exit $status
