#!/bin/bash
# SPDX-License-Identifier: MIT
# Types at Debian's bash-static on the guest's console (interactive.py), fetching it first. Usage: interactive.sh [--configuration C]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
static=$("$here/packages.sh" "$root/artifacts/programs" static busybox-static bash-static)
exec python3 "$here/interactive.py" "$static/bin/bash-static" "$@"
