#!/bin/bash
# SPDX-License-Identifier: MIT
# Builds the C test program against the host's C library and against ours, runs both and compares what they print.
# Usage: run.sh DIRECTORY_OF_LIBC_A [WORK_DIRECTORY]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
library=${1:?usage: run.sh DIRECTORY_OF_LIBC_A [WORK_DIRECTORY]}
work=${2:-$(mktemp -d)}
mkdir -p "$work"
sources=("$here"/*.c)

gcc -O1 -std=gnu11 -w -o "$work/host" "${sources[@]}" -lm -lcrypt

SKIFT_LIBRARY=$library "$root/tools/skift-cc" -O1 -std=gnu11 -w -o "$work/ours" "${sources[@]}" -lm -lcrypt

gencat "$work/messages.cat" "$here/messages.msg"
cd "$work"
status=0
timeout 60 ./host > host.out 2> host.err < /dev/null || { echo "host: exit $?"; status=1; }
timeout 60 ./ours > ours.out 2> ours.err < /dev/null || { echo "ours: exit $?"; status=1; }
diff -u host.out ours.out > difference || { head -40 difference; status=1; }
echo "$(wc -l < host.out) lines, $(grep -c '^-[^-]' difference || true) different"
exit $status
