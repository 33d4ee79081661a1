# SPDX-License-Identifier: MIT
# Runs the suites of programs that were built, one after the other, on Linux or in the guest (POSIX sh, in the root that dynamic-enter.sh
# made). A program lies in PROGRAM/; recipes.sh has its suite. For each test a line "PASS: NAME", "FAIL: NAME" or "SKIP: NAME"; lines that
# begin with "| " tell more of a failure.
directory=$(dirname "$0")
. "$directory/recipes.sh"

# Runs a command as a test: verdict NAME COMMAND... Its status is that of automake's tests, 77 being skipped.
verdict() {
    name=$1 status=0
    shift
    "$@" >"$directory/verdict" 2>&1 </dev/null || status=$?
    case $status in
        0) echo "PASS: $name" ;;
        77) echo "SKIP: $name" ;;
        *) echo "FAIL: $name"; echo "status $status" | cat "$directory/verdict" - | tail -n 12 | sed 's/^/| /' ;;
    esac
}

# Passes if a command prints what a file holds, blanks apart: same FILE COMMAND...
same() {
    expected=$1
    shift
    "$@" >"$directory/actual" || echo "status $?"
    diff -b "$expected" "$directory/actual"
}

# Passes if a script prints the same with both programs: beside THEIRS OURS SCRIPT, which calls it as $program.
beside() {
    program=$1 sh -c "$3" >"$directory/expected" 2>&1
    program=$2 sh -c "$3" >"$directory/actual" 2>&1
    diff "$directory/expected" "$directory/actual"
}

while read -r program; do
    echo "== $program"
    (cd "$directory/$program" && "suite_$(echo "${program%%/*}" | tr '.-' __)") 2>&1 </dev/null
done <"$directory/order"
echo "== end"
