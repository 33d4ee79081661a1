#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Types at the shell through a pseudo-terminal and looks at what the screen shows.

usage: interactive.py [SHELL]     (default: sh as built by this tree)
Ends with "N passed, N failed".
"""
import fcntl, os, pty, re, select, shutil, signal, struct, sys, tempfile, termios, time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", "..", ".."))
SHELL = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else os.path.join(ROOT, "artifacts/bin/Sh/debug/sh")
LEFT, RIGHT, UP, DOWN, HOME, END = "\x1b[D", "\x1b[C", "\x1b[A", "\x1b[B", "\x1b[H", "\x1b[F"


class Screen:
    """As much of a terminal as the line editor uses."""

    def __init__(self, columns):
        self.columns, self.rows, self.row, self.column, self.pending = columns, [[]], 0, 0, False

    def feed(self, text):
        for match in re.finditer(r"\x1b\[([0-9;]*)([A-Za-z])|([\s\S])", text):
            if match.group(3) is None:
                self.control(match.group(2), int(match.group(1) or "1"))
            else:
                self.put(match.group(3))

    def control(self, final, count):
        self.pending = False
        if final == "A":
            self.row = max(0, self.row - count)
        elif final == "C":
            self.column = min(self.columns - 1, self.column + count)
        elif final == "J" and count == 2:
            self.rows = [[]]
        elif final == "J":
            del self.rows[self.row + 1:]
            del self.rows[self.row][self.column:]
        elif final == "H":
            self.row = self.column = 0

    def put(self, c):
        if c == "\r":
            self.column, self.pending = 0, False
        elif c == "\n":
            self.row, self.pending = self.row + 1, False
        elif c >= " ":
            if self.pending:
                self.row, self.column, self.pending = self.row + 1, 0, False
            while len(self.rows) <= self.row:
                self.rows.append([])
            line = self.rows[self.row]
            line.extend(" " * (self.column - len(line)))
            line[self.column:self.column + 1] = [c]
            if self.column == self.columns - 1:
                self.pending = True
            else:
                self.column += 1
        while len(self.rows) <= self.row:
            self.rows.append([])

    def text(self):
        return "\n".join("".join(row).rstrip() for row in self.rows)


class Session:
    def __init__(self, home, columns=60):
        self.screen = Screen(columns)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.chdir(home)
            for descriptor in range(3, 64):
                try:
                    os.close(descriptor)
                except OSError:
                    pass
            environment = {"HOME": home, "PATH": os.environ["PATH"], "PS1": "$ ", "TERM": "xterm"}
            os.execve(SHELL, ["sh"], environment)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))

    def read(self, seconds):
        end = time.time() + seconds
        while time.time() < end:
            if select.select([self.fd], [], [], 0.02)[0]:
                try:
                    data = os.read(self.fd, 65536)
                except OSError:
                    return
                if not data:
                    return
                self.screen.feed(data.decode("utf-8", "replace"))

    def wait_for(self, text, seconds=10.0):
        """The screen ends with this text, soon or after a while."""
        end = time.time() + seconds
        while time.time() < end:
            if self.screen.text().endswith(text):
                return True
            self.read(0.05)
        return self.screen.text().endswith(text)

    def type(self, keys):
        os.write(self.fd, keys.encode())

    def close(self):
        try:
            os.kill(self.pid, signal.SIGKILL)
        except OSError:
            pass
        os.close(self.fd)
        return os.waitpid(self.pid, 0)[1]


# Each step: what is typed, and what the screen must then end with.
CASES = {
    "edit in the middle": [("echo hllo" + LEFT * 3 + "e\r", "\nhello\n$")],
    "home, end, kill and yank": [("world" + HOME + "echo " + END + " x\x15\x19\r", "\nworld x\n$"), ("echo a b c\x17d\r", "\na b d\n$")],
    "words and transposition": [("echo one two\x1bb\x1bbX\x1bdY\r", "\nXY two\n$"), ("echo ba\x14\r", "\nab\n$")],
    "history": [("echo 1\r", "\n1\n$"), ("echo 2\r", "\n2\n$"), (UP + UP + "\r", "\n1\n$"), (UP + UP + DOWN + "9\r", "\n19\n$")],
    "search": [("echo find me\r", "find me\n$"), ("echo other\r", "other\n$"), ("\x12find\r", "\nfind me\n$")],
    "completion": [
        ("cat lo\t\r", "\ncontents\n$"), ("echo di\tin\t\r", "\ndirectory/inner file\n$"), ("echo $HOM\t| wc -l\r", "\n1\n$"), ("ech\tok\r", "\nok\n$"),
        ("ls a\t\t", "a1  a2\n$ ls a"), ("\x031\x03", "^C\n$")],
    "interrupt gives a new prompt": [("echo lost\x03", "lost^C\n$"), ("echo $?\r", "\n130\n$")],
    "interrupt ends a command": [("sleep 60\r", None), ("\x03", "^C\n$"), ("echo $?\r", "\n130\n$")],
    "continuation": [("for i in 1 2\r", "\n>"), ("do echo $i; done\r", "\n1\n2\n$")],
    "syntax error keeps the shell": [("if )\r", 'syntax error: unexpected ")"\n$'), ("echo on\r", "\non\n$")],
    "stop, background, foreground": [
        ("sleep 60\r", None), ("\x1a", "Stopped                     sleep 60\n$"), ("bg\r", "[1] sleep 60\n$"),
        ("jobs\r", "Running                     sleep 60\n$"), ("fg\r", "\nsleep 60\n"), ("\x03", "^C\n$")],
    "a finished background job is announced": [("sleep 0.1 &\r", "\n$"), (None, 0.5), ("\r", "Done                        sleep 0.1\n$")],
    "wide and combining characters": [("echo 日本x\x7f\x7fé\r", "\n日é\n$")],
    "a long line wraps": [("echo " + "x" * 70 + HOME + RIGHT * 5 + "y\r", "\n" + "y" + "x" * 59 + "\n" + "x" * 11 + "\n$")],
    "a line as long as the window": [("echo " + "z" * 53 + "\r", "\n" + "z" * 53 + "\n$"), ("echo " + "z" * 53 + "\x7f" * 50 + "\r", "\nzzz\n$")],
    "clear": [("echo gone\r", "\n$"), ("\x0cecho kept\r", "$ echo kept\nkept\n$")],
    "end of input": [("cat\r", None), ("hi\r", "\nhi\nhi\n"), ("\x04", "\n$"), ("\x04", "")],
}


def run(name, steps, home):
    session = Session(home)
    try:
        if not session.wait_for("$"):
            return "no prompt:\n" + session.screen.text()
        for keys, expected in steps:
            if keys is None:
                session.read(expected)
                continue
            session.type(keys)
            if expected is None:
                session.read(0.4)
            elif not session.wait_for(expected):
                return "after %r expected %r, but the screen is\n%s" % (keys, expected, session.screen.text())
        return None
    finally:
        session.close()


def main():
    failed = 0
    for name, steps in CASES.items():
        home = tempfile.mkdtemp()
        os.makedirs(os.path.join(home, "directory"))
        open(os.path.join(home, "directory", "inner file"), "w").close()
        for file, text in (("long name.txt", "contents\n"), ("a1", ""), ("a2", "")):
            with open(os.path.join(home, file), "w") as output:
                output.write(text)
        problem = run(name, steps, home)
        shutil.rmtree(home)
        if problem:
            failed += 1
            print("fail: %s: %s" % (name, problem))
    print("%d passed, %d failed" % (len(CASES) - failed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
