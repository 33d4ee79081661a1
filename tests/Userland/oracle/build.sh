#!/bin/bash
# SPDX-License-Identifier: MIT
# Builds the oracle program. Usage: build.sh OUTPUT
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# The kernel's own headers come after musl's, for what musl does not declare.
exec musl-gcc -static -O1 -g -pthread -Wall -Werror=implicit-function-declaration -Wno-nonnull -Wno-unused-result \
    -idirafter /usr/include -idirafter /usr/include/x86_64-linux-gnu -o "${1:?usage: build.sh OUTPUT}" "$here"/*.c
