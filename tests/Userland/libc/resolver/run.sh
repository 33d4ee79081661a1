#!/bin/bash
# SPDX-License-Identifier: MIT
# Names and addresses, from files and from a name server of our own, in name spaces of our own: the same program with the host's C
# library and with ours must print the same.
# Usage: run.sh DIRECTORY_OF_LIBC_A [WORK_DIRECTORY]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
library=${1:?usage: run.sh DIRECTORY_OF_LIBC_A [WORK_DIRECTORY]}
work=${2:-$(mktemp -d)}

gcc -O1 -Wall -Wextra -Werror -o "$work/server" "$here/server.c"
gcc -O1 -w -o "$work/host" "$here/names.c" -lresolv
SKIFT_LIBRARY=$library "$root/tools/skift-cc" -O1 -w -o "$work/ours" "$here/names.c"

cd "$work"
printf '127.0.0.1 localhost here\n::1 localhost ip6-localhost\n10.9.8.7 listed.test listed # comment\nfe80::1 linked\nbroken line\n' > hosts
printf 'nameserver 127.0.0.1\nsearch nothing.test search.test\noptions timeout:1 attempts:3 # comment\n' > resolv.conf
printf 'hosts: files dns\nservices: files\nprotocols: files\nnetworks: files\n' > nsswitch.conf
printf '# comment\necho 7/tcp\necho 7/udp\nhttp 80/tcp www www-http # web\nmany 99/udp a b c\nsyslog 514/udp\nshell 514/tcp cmd\n' > services
printf 'ip 0 IP\nicmp 1 ICMP\ntcp 6 TCP # comment\nudp 17 UDP\n' > protocols
printf 'loopback 127.0.0.0\nclass-a 10.0.0.0\n' > networks

# The files are laid over those in /etc; what is not there cannot be covered, so all of /etc is ours.
mkdir -p etc
cp hosts resolv.conf nsswitch.conf services protocols networks etc
cat > inner <<'END'
set -e
mount --bind etc /etc
./server
timeout 60 ./host > host.out 2> host.err < /dev/null || echo "host: exit $?"
timeout 60 ./ours > ours.out 2> ours.err < /dev/null || echo "ours: exit $?"
END
unshare --map-root-user --net --mount --pid --fork --kill-child bash inner
status=0
diff -u host.out ours.out > difference || { head -40 difference; status=1; }
echo "$(wc -l < host.out) lines, $(grep -c '^-[^-]' difference || true) different"
exit $status
