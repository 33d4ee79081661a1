#!/bin/bash
# SPDX-License-Identifier: MIT
# Builds programs from Debian's sources with tools/skift-cc and runs their own tests, or a session beside the same program built with
# gcc. Prints a line per program. Usage: run.sh DIRECTORY_OF_LIBC_A CACHE_DIRECTORY PROGRAM...
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
export SKIFT_LIBRARY=${1:?usage: run.sh DIRECTORY_OF_LIBC_A CACHE_DIRECTORY PROGRAM...}
cache=${2:?usage: run.sh DIRECTORY_OF_LIBC_A CACHE_DIRECTORY PROGRAM...}
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc=$root/tools/skift-cc

run_zlib() {
    CC=$cc ./configure --static && make "CC=$cc" test | tee -a "$work/tests" && grep -q 'zlib test OK' "$work/tests" && ! grep -q FAILED "$work/tests"
}

run_bzip2() {
    make "CC=$cc" test # compares files, and stops at the first difference
}

run_lua5.4() {
    cp -r src host &&
        make -C src "CC=$cc" MYCFLAGS=-DLUA_USE_POSIX lua && make -C host CC=gcc MYCFLAGS=-DLUA_USE_POSIX lua &&
        host/lua "$here/session.lua" >expected && src/lua "$here/session.lua" >actual && diff expected actual
}

run_dash() {
    mkdir ours host &&
        (cd ours && CC=$cc ../configure && make) && (cd host && CC=gcc ../configure && make) &&
        host/src/dash "$here/session.sh" >expected && ours/src/dash "$here/session.sh" >actual && diff expected actual
}

status=0
for program; do
    "$here/fetch.sh" "$cache" "$program" || exit 2
    cp -a "$cache/$program" "$work/$program"
    if (cd "$work/$program" && "run_$program") >"$work/$program.log" 2>&1 </dev/null; then
        echo "$program: passed"
    else
        echo "$program: failed"
        tail -n 20 "$work/$program.log"
        status=1
    fi
done
exit $status
