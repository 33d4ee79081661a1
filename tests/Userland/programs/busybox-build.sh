#!/bin/bash
# SPDX-License-Identifier: MIT
# Prints the directory in which busybox lies built, static with musl, fetching Debian's source package into the cache first.
# Its source and its test suite are GPL: they are used, never committed. Usage: busybox-build.sh CACHE_DIRECTORY
set -euo pipefail
cache=${1:?usage: busybox-build.sh CACHE_DIRECTORY}
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -x "$cache/build/busybox" ]; then
    "$here/../ash/fetch.sh" "$cache" >/dev/null
    rm -rf "$cache/new"
    mkdir -p "$cache/new"
    tar -xf "$cache"/source/busybox_*.orig.tar.* -C "$cache/new" --strip-components=1
    cd "$cache/new"
    make defconfig >../build.log 2>&1
    # The kernel's own headers come after musl's, for what musl does not declare.
    sed -i -e 's/# CONFIG_STATIC is not set/CONFIG_STATIC=y/' -e 's/CONFIG_FEATURE_MOUNT_NFS=y/# CONFIG_FEATURE_MOUNT_NFS is not set/' \
        -e 's|CONFIG_EXTRA_CFLAGS=""|CONFIG_EXTRA_CFLAGS="-idirafter /usr/include -idirafter /usr/include/x86_64-linux-gnu -w"|' .config
    (yes '' || true) | make oldconfig >>../build.log 2>&1
    make CC=musl-gcc HOSTCC=gcc -j2 busybox >>../build.log 2>&1 || { tail -n 20 ../build.log >&2; exit 1; }
    mv "$cache/new" "$cache/build"
fi
echo "$cache/build"
