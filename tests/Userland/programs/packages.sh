#!/bin/bash
# SPDX-License-Identifier: MIT
# Unpacks Debian packages into CACHE/NAME, fetching them first, and prints that directory. Usage: packages.sh CACHE NAME PACKAGE...
# What they hold is under licences of its own: it is used, never committed.
set -euo pipefail
cache=${1:?usage: packages.sh CACHE NAME PACKAGE...} name=${2:?} && shift 2
mkdir -p "$cache/$name.debs"
# Several tests may want them at once.
exec 9>"$cache/$name.lock"
flock 9
if [ ! -d "$cache/$name" ]; then
    cd "$cache/$name.debs"
    # apt complains that its own user cannot write here; the packages arrive all the same.
    apt-get download -o APT::Sandbox::User=root "$@" >"$cache/$name.log" 2>&1 || { cat "$cache/$name.log" >&2; exit 1; }
    rm -rf "$cache/$name.new"
    mkdir "$cache/$name.new"
    for package in *.deb; do dpkg-deb -x "$package" "$cache/$name.new"; done
    mv "$cache/$name.new" "$cache/$name"
fi
echo "$cache/$name"
