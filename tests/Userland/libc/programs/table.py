# SPDX-License-Identifier: MIT
# Reads what suite.sh printed on Linux (linux.txt) and in the guest (guest.txt), prints a line per program, and fails if a test of the list, or
# one that passes with musl, did not pass. Usage: table.py --list FILE [--update] [--verbose] DIRECTORY PROGRAM...
import argparse
import os
import re
import sys


def read(path):
    """The tests of each PROGRAM/LIBRARY: name to PASS, FAIL or SKIP; and all that was printed."""
    results, lines, current = {}, [], {}
    for line in open(path, encoding="utf-8", errors="replace").read().splitlines():
        if line.startswith("== "):
            current = results.setdefault(line[3:], {})
        if match := re.match(r"(PASS|FAIL|SKIP): (.*)", line):
            name, number = match[2], 2
            while name in current:
                name, number = f"{match[2]} #{number}", number + 1
            current[name] = match[1]
        lines.append(line)
    return results, lines


def count(tests):
    verdicts = list(tests.values())
    return f"{verdicts.count('PASS')}/{verdicts.count('FAIL')}" if verdicts else "-"


def passed(tests):
    return {name for name, verdict in tests.items() if verdict == "PASS"}


parser = argparse.ArgumentParser()
parser.add_argument("--list", required=True)
parser.add_argument("--update", action="store_true")
parser.add_argument("--verbose", action="store_true")
parser.add_argument("directory")
parser.add_argument("programs", nargs="+")
options = parser.parse_args()

runs = {}
complaints = []
for place in ("linux", "guest"):
    path = f"{options.directory}/{place}.txt"
    if not os.path.exists(path):
        continue
    results, lines = read(path)
    runs[place] = results
    if options.verbose:
        print(f"-- {place}", *lines, sep="\n")
    if "end" not in results:
        complaints.append(f"{place} did not come to its end:\n" + "\n".join(lines[-20:]))

listed = {line.rstrip("\n") for line in open(options.list, encoding="utf-8")} if os.path.exists(options.list) else set()
print(f"{'program':16} {'Linux':>10} {'guest':>10} {'musl':>10}   passed/failed")
for program in options.programs:
    ours = {place: results.get(program + "/skift", {}) for place, results in runs.items()}
    musl = runs.get("linux", {}).get(program + "/musl", {})
    print(f"{program:16} {count(ours.get('linux', {})):>10} {count(ours.get('guest', {})):>10} {count(musl):>10}")
    demanded = {line.split(": ", 1)[1] for line in listed if line.startswith(program + ": ")} | passed(musl)
    for place, tests in ours.items():
        complaints += [f"{program}: {name}: does not pass ({place})" for name in sorted(demanded - passed(tests))]
        # A suite that printed nothing must not go unnoticed.
        if not passed(tests):
            complaints.append(f"{program}: nothing passed ({place})")
    if options.update and ours:
        listed |= {f"{program}: {name}" for name in set.intersection(*map(passed, ours.values()))}
if options.update:
    with open(options.list, "w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in sorted(listed))
print(*complaints, sep="\n", end="\n" if complaints else "")
sys.exit(1 if complaints else 0)
