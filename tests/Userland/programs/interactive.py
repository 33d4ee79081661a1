#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Types at bash-static on the guest's console: line editing, signals from keys, job control.

usage: interactive.py BASH [--configuration C]      Ends with "N passed, N failed".
"""
import os, re, shutil, signal, subprocess, sys, tempfile, threading, time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
PROMPT = "@> "
LIMIT = 60


class Guest:
    def __init__(self, bash, options):
        self.folder = tempfile.mkdtemp()
        os.mkdir(self.folder + "/test")
        shutil.copy(bash, self.folder + "/test/bash")
        command = [ROOT + "/run-qemu.sh", "--no-build", "--microvm", "--append", "loglevel=3", "--timeout", "400", "--overlay", self.folder, *options,
                   "--", "/test/bash", "-c", "PS1='%s' PS2= exec /test/bash --norc --noprofile -i" % PROMPT]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
        self.text, self.seen = "", 0
        threading.Thread(target=self.read, daemon=True).start()

    def read(self):
        while data := self.process.stdout.read1(4096):
            self.text += data.decode("utf-8", "replace")

    def type(self, keys):
        self.process.stdin.write(keys.encode())
        self.process.stdin.flush()

    def expect(self, pattern):
        """What is shown up to the pattern and with it; None if it does not come."""
        end = time.time() + LIMIT
        while time.time() < end:
            if match := re.search(pattern, self.text[self.seen:], re.S):
                shown = self.text[self.seen:self.seen + match.end()]
                self.seen += match.end()
                return shown
            if self.process.poll() is not None:
                return None
            time.sleep(0.05)
        return None

    def close(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        shutil.rmtree(self.folder)


STEPS = [
    # name, keys, what must appear after them (each followed by the prompt unless it says otherwise)
    ("arithmetic", "echo $((6 * 7))\r", r"\n42\r\n@> "),
    ("editing", "echo abX\x7fc\x01\x05d\r", r"\nabcd\r\n@> "),
    ("history", "\x1b[A\r", r"\nabcd\r\n@> "),
    ("interrupt", "sleep 100\r", r"sleep 100\r\n"),
    ("interrupt key", "\x03", r"\^C.*@> "),
    ("status", "echo status $?\r", r"\nstatus 130\r\n@> "),
    ("quit", "sleep 101\r", r"sleep 101\r\n"),
    ("quit key", "\x1c", r"\^\\.*Quit.*@> "),
    ("stop", "sleep 102\r", r"sleep 102\r\n"),
    ("stop key", "\x1a", r"\[1\]\+  Stopped +sleep 102\r\n@> "),
    ("jobs", "jobs\r", r"\n\[1\]\+  Stopped +sleep 102\r\n@> "),
    ("bg", "bg\r", r"\n\[1\]\+ sleep 102 &\r\n@> "),
    ("running", "jobs\r", r"\n\[1\]\+  Running +sleep 102 &\r\n@> "),
    ("fg", "fg\r", r"fg\r\nsleep 102\r\n"),
    ("fg interrupt", "\x03", r"\^C.*@> "),
    ("no jobs", "jobs; echo none\r", r"none\r\nnone\r\n@> "),
    # In one line: on its own it might stop before or after the next prompt.
    ("background reader", "cat & sleep 1\r", r"\[1\] \d+\r\n.*\[1\]\+  Stopped +cat\r\n@> "),
    ("reader to the front", "fg\r", r"fg\r\ncat\r\n"),
    ("its input", "typed\r", r"typed\r\ntyped\r\n"),
    ("its end", "\x04", r"@> "),
    ("kill a job", "sleep 103 & kill %1; sleep 0.3\r", r"Terminated +sleep 103\r\n@> "),
    ("pipeline", "sleep 104 | cat\r", r"cat\r\n"),
    ("pipeline stopped", "\x1a", r"\[1\]\+  Stopped +sleep 104 \| cat\r\n@> "),
    ("pipeline killed", "kill -KILL %1; wait 2>/dev/null; echo gone\r", r"\ngone\r\n"),
    ("end", "exit 5\r", None),
]


def main():
    guest = Guest(sys.argv[1], sys.argv[2:])
    passed = failed = 0
    try:
        ok = guest.expect(re.escape(PROMPT)) is not None and "no job control" not in guest.text
        for name, keys, pattern in [("start", None, None)] + STEPS:
            if keys is not None:
                guest.type(keys)
                ok = pattern is None or guest.expect(pattern) is not None
                time.sleep(0.3)
            if ok:
                passed += 1
            else:
                failed += 1
                print("failed: %s; the console shows:\n%s" % (name, guest.text[-600:]))
                break
        if failed == 0:
            status = guest.process.wait(LIMIT)
            if status != 5:
                failed += 1
                print("failed: the exit status is %d" % status)
    finally:
        guest.close()
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


sys.exit(main())
