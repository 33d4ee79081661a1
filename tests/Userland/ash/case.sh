#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs one case in a directory of its own: case.sh TESTS WORK SHELL CASE. What differs stays in WORK/CASE.diff.
tests=$1 work=$2 shell=$3 case=$4
directory=${case%/*} name=${case##*/}
place=$work/$directory.$name
mkdir -p "$place"
cp -R "$tests/$directory" "$place/"

# The expected messages name the shell "ash"; the helpers and a busybox for the cases that ask for one are on the path.
mkdir "$place/bin"
ln -s "$shell" "$place/bin/ash"
for helper in printenv recho zecho; do
    ln -s "$tests/$helper" "$place/bin/$helper"
done
if [ -n "${BUSYBOX:=$(command -v busybox)}" ] && ! command -v hexdump >/dev/null; then
    ln -s "$BUSYBOX" "$place/bin/hexdump"
fi
THIS_SH=$place/bin/ash
PATH=$place/bin:$PATH
CONFIG_FEATURE_FANCY_ECHO=y
CONFIG_FEATURE_PREFER_APPLETS=n
CONFIG_FEATURE_SH_NOFORK=n
export THIS_SH PATH CONFIG_FEATURE_FANCY_ECHO CONFIG_FEATURE_PREFER_APPLETS CONFIG_FEATURE_SH_NOFORK
unset LANG LANGUAGE LC_ALL LC_COLLATE LC_CTYPE LC_MESSAGES LC_MONETARY LC_NUMERIC LC_TIME
cd "$place/$directory" || exit 1
# Some cases look at open descriptors, so none may be inherited; not every /bin/sh can close those above 9.
close=
for file in /proc/self/fd/*; do
    [ "${file##*/}" -le 2 ] || close="$close ${file##*/}>&-"
done

# A test runner may ignore SIGPIPE, which no shell can undo for what it starts; env(1) of the host can.
reset=
! env --default-signal=PIPE true 2>/dev/null || reset="env --default-signal=PIPE"
"$(command -v bash || echo "$THIS_SH")" -c "exec $reset timeout -k 5 \"\$@\" $close" case "${CASE_TIMEOUT:-240}" "$THIS_SH" "./$name.tests" \
    >"$place/out" 2>&1 </dev/null
if diff -a -u "$place/out" "$name.right" >"$work/$directory.$name.diff" 2>&1; then
    rm -f "$work/$directory.$name.diff"
    echo "pass $case"
else
    echo "fail $case"
fi
cd / && rm -rf "$place"
