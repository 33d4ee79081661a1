#!/bin/sh
# SPDX-License-Identifier: MIT
# Prints the directory with the cases of busybox's shell/ash_test, fetching Debian's source package into the cache first.
# The cases are GPL: they are used, never committed.
set -e
cache=${1:?usage: fetch.sh CACHE_DIRECTORY}
tests=$cache/ash_test
# Several tests may want it at once.
mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9
if [ ! -d "$tests" ]; then
    # A private apt configuration: the machine's own may have no deb-src, and need not be changed for this.
    mkdir -p "$cache/apt/lists/partial" "$cache/apt/archives/partial" "$cache/source"
    : "${ASH_TEST_SOURCES:=deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm main}"
    printf '%s\n' "$ASH_TEST_SOURCES" >"$cache/apt/sources.list"
    set -- -o "Dir::Etc::sourcelist=$cache/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null \
        -o "Dir::State::lists=$cache/apt/lists" -o "Dir::Cache=$cache/apt" -o APT::Sandbox::User=root
    apt-get "$@" update >"$cache/apt.log" 2>&1 || { cat "$cache/apt.log" >&2; exit 1; }
    (cd "$cache/source" && apt-get "$@" source --download-only busybox) >>"$cache/apt.log" 2>&1 || { cat "$cache/apt.log" >&2; exit 1; }
    tar -xf "$cache"/source/busybox_*.orig.tar.* -C "$cache/source"
    mv "$cache"/source/busybox-*/shell/ash_test "$tests.new"
    for helper in printenv recho zecho; do
        cc -w -O2 -o "$tests.new/$helper" "$tests.new/$helper.c"
    done
    mv "$tests.new" "$tests"
fi
echo "$tests"
