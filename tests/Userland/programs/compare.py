#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares what cases printed on Linux and in the guest: compare.py LINUX GUEST STATUS. A case begins with a line "== NAME"."""
import difflib
import sys


def cases(path):
    text = open(path, "rb").read().decode("utf-8", "replace")
    return dict((part.partition("\n")[0], part.partition("\n")[2]) for part in ("\n" + text).split("\n== ")[1:])


linux, guest = cases(sys.argv[1]), cases(sys.argv[2])
passed = 0
for name, expected in linux.items():
    actual = guest.get(name, "(did not run)")
    if expected.rstrip("\n") == actual.rstrip("\n"):
        passed += 1
        continue
    print("differs: " + name)
    for line in difflib.unified_diff(expected.split("\n"), actual.split("\n"), "linux", "guest", lineterm="", n=1):
        print("    " + line)
print(f"{passed} passed, {len(linux) - passed} failed; the guest ended with {sys.argv[3]}")
sys.exit(passed != len(linux) or passed == 0)
