#!/usr/bin/env bash
# usage: run.sh COREUTILS: compares our tools with the host's on every line of cases.txt; ends with "N passed, N failed".
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -eq 1 ] && [ -x "$1" ] || { echo "usage: run.sh COREUTILS-PROGRAM" >&2; exit 2; }
program=$(realpath "$1")

work=$(mktemp -d)
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
mkdir "$work/bin"
"$program" --list | while read -r tool; do ln -s "$program" "$work/bin/$tool"; done

run() { # PATH COMMAND: standard output and status, in a fresh folder of always the same name
    rm -rf "$work/case"
    mkdir "$work/case"
    (cd "$work/case" && PATH=/usr/bin:/bin . "$here/prepare.sh")
    # Builtins of bash would hide the tools of the same name.
    (cd "$work/case" && PATH=$1 LC_ALL=C.UTF-8 TZ=UTC timeout 10 bash -c "enable -n echo printf test pwd kill true false [; $2" 2>"$work/stderr" </dev/null; echo "status $?")
}

passed=0 failed=0
while IFS= read -r line; do
    case $line in ''|'#'*) continue ;; esac
    expected=$(run /usr/bin:/bin "$line" | tr -d '\0')
    actual=$(run "$work/bin:/usr/bin:/bin" "$line" | tr -d '\0')
    if [ "$expected" = "$actual" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAIL %s\n' "$line"
        diff <(printf '%s\n' "$expected") <(printf '%s\n' "$actual") | head -n 8 | sed 's/^/    /'
        head -n 2 "$work/stderr" | sed 's/^/    stderr: /'
    fi
done <"$here/cases.txt"
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
