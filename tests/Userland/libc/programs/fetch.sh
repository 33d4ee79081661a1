#!/bin/sh
# SPDX-License-Identifier: MIT
# Puts the unpacked source of Debian packages into the cache, CACHE/PACKAGE: used by the tests, never committed.
# Usage: fetch.sh CACHE_DIRECTORY PACKAGE...
set -e
cache=${1:?usage: fetch.sh CACHE_DIRECTORY PACKAGE...}
shift
mkdir -p "$cache/apt/lists/partial" "$cache/apt/archives/partial" "$cache/source"
# Several tests may want them at once.
exec 9>"$cache/lock"
flock 9
missing=
for package; do
    [ -d "$cache/$package" ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
# A private apt configuration: the machine's own may have no deb-src, and need not be changed for this.
: "${DEBIAN_SOURCES:=deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian bookworm main}"
printf '%s\n' "$DEBIAN_SOURCES" >"$cache/apt/sources.list"
set -- -o "Dir::Etc::sourcelist=$cache/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o "Dir::State::lists=$cache/apt/lists" -o "Dir::Cache=$cache/apt" -o APT::Sandbox::User=root
apt-get "$@" update >"$cache/apt.log" 2>&1 || { cat "$cache/apt.log" >&2; exit 1; }
for package in $missing; do
    (cd "$cache/source" && apt-get "$@" source --download-only "$package") >>"$cache/apt.log" 2>&1 || { cat "$cache/apt.log" >&2; exit 1; }
    rm -rf "$cache/new"
    mkdir "$cache/new"
    tar -xf "$(ls "$cache/source/${package}"_*.orig.tar.* | grep -v '\.asc$')" -C "$cache/new"
    # Most have one directory that holds the rest; tcc's files lie bare.
    case $(ls -A "$cache/new" | wc -l) in
        1) mv "$cache/new"/* "$cache/$package" ;;
        *) mv "$cache/new" "$cache/$package" ;;
    esac
done
