#!/bin/bash
# SPDX-License-Identifier: MIT
# Runs the oracle program on this Linux, as root in mount, host name, IPC and network name spaces of its own: with the loopback interface alone. Usage: linux.sh PROGRAM [FILTER...]
set -euo pipefail
[ "$(id -u)" = 0 ] || { echo "linux.sh: the oracle cases need root on Linux: changing users, mounting" >&2; exit 2; }
# The working directories lie on a tmpfs, as in the guest.
exec env --default-signal unshare --mount --uts --ipc --net sh -c 'mount -t tmpfs none /mnt && chmod 1777 /mnt && "$0" --loopback-up && ORACLE_TMP=/mnt exec "$0" "$@"' "$@"
