# SPDX-License-Identifier: MIT
# Prints the same with any C library under the shell that runs it.
for i in 1 2 3; do echo $i; done | while read -r x; do echo "got $x"; done
trap 'echo bye' EXIT
echo $((6 * 7)) $((0x1f % 4)) $((1 << 20))
f() { return 3; }
f; echo $?
case abc in a*) echo matched ;; esac
printf '%s|%5d|%x|%b\n' word 42 255 'a\tb'
mkdir globs && cd globs && : >b.c >a.c >.hidden && echo * .h* && cd .. && rm -r globs
(exit 4); echo $?
cat <<END
here $((1 + 1)) ${HOME:+set} ${nothing:-default}
END
sleep 0 & wait $!; echo $?
kill -l 9; test -d / && echo directory; echo ~root
getopts ab: option -b value; echo "$option $OPTARG"
set -- one 'two three'; for word in "$@"; do echo "<$word>"; done
echo abc | { read -r line; echo "${line#a} ${line%c} ${#line}"; }
trap 'echo caught' USR1; kill -USR1 $$; echo after
sh -c 'kill -TERM $$'; echo $?
umask 027; umask; ulimit -n >/dev/null && echo limits
eval 'echo evaluated'; command -v cd; type f >/dev/null && echo function
no_such_command_here 2>/dev/null; echo $?
