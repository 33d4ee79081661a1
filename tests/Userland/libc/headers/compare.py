#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the library's headers with the host's (glibc's and Linux's): the value of each constant that both have, and the layouts of layouts.txt.

usage: compare.py INCLUDE_DIRECTORY

Prints each difference; silent if there is none. What a library decides for itself (flags of its own functions, sizes of its own types) is in own.txt.
"""
import concurrent.futures
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROLOGUE = "#define _GNU_SOURCE 1\n"


def compiler(include, arguments, text):
    flags = ["-nostdinc", "-I", str(include)] if include else []
    return subprocess.run(["gcc", "-w", "-std=gnu17", *flags, "-x", "c", *arguments, "-"], input=PROLOGUE + text, capture_output=True, text=True, check=False)


def constants(include, header):
    """Names of the header's macros without arguments that may be numbers."""
    output = compiler(include, ["-E", "-dD"], f"#include <{header}>\n").stdout
    names, file = [], ""
    for line in output.splitlines():
        if place := re.match(r'# \d+ "([^"]*)"', line):
            file = place[1]
        elif (macro := re.match(r"#define ([A-Za-z]\w*) +[^{}\"]+$", line)) and file.startswith(str(include)):
            names.append(macro[1])
    return names


def run(include, header, shown):
    """What a program prints that shows names, each with (guard, statement); statements that do not compile are left out."""
    with tempfile.TemporaryDirectory() as directory:
        program = pathlib.Path(directory) / "program"
        while True:
            body = "".join(f'#if {guard}\n#line 1 "{name}"\n{statement}\n#endif\n' for name, (guard, statement) in shown.items())
            text = f"#include <stddef.h>\n#include <sys/types.h>\n#include <{header}>\nint printf(const char *, ...);\nint main(void)\n{{\n{body}return 0;\n}}\n"
            result = compiler(include, ["-o", str(program)], text)
            if result.returncode == 0:
                return dict(line.rsplit(" ", 1) for line in subprocess.run([program], capture_output=True, text=True, check=True).stdout.splitlines())
            wrong = set(re.findall(r"^([^<>\n:]+):\d+:\d+: error", result.stderr, re.M)) | set(re.findall(r"^([^<>\n:]+):1: undefined", result.stderr, re.M))
            kept = {name: statement for name, statement in shown.items() if name not in wrong}
            if len(kept) == len(shown):
                return {}
            shown = kept


def compare(include, header, shown, own):
    ours, theirs = run(include, header, shown), run(None, header, shown)
    different = [name for name in ours if name in theirs and ours[name] != theirs[name] and name not in own]
    return [f"{header}: {name} is {ours[name]}, and {theirs[name]} there" for name in different], len(ours.keys() & theirs.keys())


def layouts(path):
    """Lines "header: type member member...": what to print of each."""
    for line in path.read_text().splitlines():
        if line and not line.startswith("#"):
            header, rest = line.split(": ", 1)
            kind, members = re.match(r"((?:struct |union )?\w+) ?(.*)", rest).groups()
            shown = {kind: ("1", f'printf("{kind} %ld\\n", (long)sizeof({kind}));')}
            for member in members.split():
                value = f"(long)(offsetof({kind}, {member}) << 16 | sizeof((({kind} *)0)->{member}))"
                shown[f"{kind}.{member}"] = ("1", f'printf("{kind}.{member} %ld\\n", {value});')
            yield header, shown


def values(include, header, own):
    """The differences of a header's constants, and how many there are on both sides."""
    if header.startswith("bits/") or compiler(None, ["-fsyntax-only"], f"#include <{header}>\n").returncode:
        return [], 0
    shown = {name: (f"defined {name}", f'if (__builtin_constant_p({name})) printf("{name} %lld\\n", (long long)({name}));') for name in constants(include, header)}
    return compare(include, header, shown, own)


def layout(include, header, shown, own):
    found, compared = compare(include, header, shown, own)
    return found + ([f"{header}: only {compared} of {len(shown)} could be compared: {', '.join(shown)}"] if compared != len(shown) else []), compared


def main():
    include = pathlib.Path(sys.argv[1]).resolve()
    own = set((HERE / "own.txt").read_text().splitlines())
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        work = [pool.submit(values, include, str(path.relative_to(include)), own) for path in sorted(include.rglob("*.h"))]
        work += [pool.submit(layout, include, header, shown, own) for header, shown in layouts(HERE / "layouts.txt")]
        results = [one.result() for one in work]
    differences = [line for found, _ in results for line in found]
    print(*differences, sep="\n", end="\n" if differences else "")
    sys.exit(1 if differences or sum(count for _, count in results) == 0 else 0)


main()
