# SPDX-License-Identifier: MIT
"""A program at a pseudo-terminal of its own, and what its screen shows.

The renderer knows the sequences that curses sends for TERM=xterm, and fails on
one that it does not know, so that no text is shown where it is not.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
import unicodedata

SEQUENCE = re.compile(
    r"\x1b\[([?>]?)([0-9;]*)([A-Za-z@])|\x1b([()])(.)|\x1b([=>78M])"
)


class Screen:
    def __init__(self, rows, columns):
        self.resize(rows, columns)
        self.bells = 0
        self.rest = ""
        self.alternate = False
        self.drawn = 0  # characters

    def resize(self, rows, columns):
        self.rows, self.columns = rows, columns
        self.cells = [[" "] * columns for _ in range(rows)]
        self.row = self.column = 0
        self.last = " "
        self.top, self.bottom = 0, rows - 1

    def text(self):
        return "\n".join("".join(line).rstrip() for line in self.cells)

    def feed(self, text):
        text = self.rest + text
        self.rest = ""
        at = 0
        while at < len(text):
            if text[at] != "\x1b":
                self.put(text[at])
                at += 1
                continue
            found = SEQUENCE.match(text, at)
            if not found:
                if len(text) - at < 16:
                    self.rest = text[at:]
                    return
                raise ValueError(f"unknown sequence {text[at:at + 16]!r}")
            if found.group(3):
                self.control(*found.group(1, 2, 3))
            elif found.group(6) == "M":
                self.reverse_line_feed()
            at = found.end()

    def put(self, c):
        if c == "\a":
            self.bells += 1
        elif c == "\r":
            self.column = 0
        elif c == "\n":
            self.line_feed()
        elif c == "\b":
            self.column = max(0, self.column - 1)
        elif c == "\t":
            self.column = min(self.columns - 1, self.column // 8 * 8 + 8)
        elif unicodedata.combining(c):
            column = max(0, self.column - 1)
            self.cells[self.row][column] += c
        elif c >= " ":
            self.drawn += 1
            if self.column >= self.columns:
                self.column = 0
                self.line_feed()
            self.cells[self.row][self.column] = c
            self.column += 1
            self.last = c

    def line_feed(self):
        if self.row == self.bottom:
            self.scroll(self.top, self.bottom, 1)
        elif self.row + 1 < self.rows:
            self.row += 1

    def reverse_line_feed(self):
        if self.row == self.top:
            self.scroll(self.top, self.bottom, -1)
        elif self.row:
            self.row -= 1

    def scroll(self, top, bottom, count):
        """Up by so many lines, or down."""
        for _ in range(abs(count)):
            del self.cells[top if count > 0 else bottom]
            self.cells.insert(bottom if count > 0 else top,
                              [" "] * self.columns)

    def move(self, row, column):
        self.row = min(max(row, 0), self.rows - 1)
        self.column = min(max(column, 0), self.columns - 1)

    def erase(self, row, first, last):
        for column in range(max(first, 0), min(last, self.columns)):
            self.cells[row][column] = " "

    def control(self, private, numbers, final):
        values = [int(n) if n else 0 for n in numbers.split(";")]
        one = values[0] or 1
        line = self.cells[self.row]
        if private:
            if 1049 in values or 1047 in values:
                self.alternate = final == "h"
                self.resize(self.rows, self.columns)
        elif final == "H":
            self.move(one - 1, (values[1] if len(values) > 1 else 1) - 1)
        elif final == "A":
            self.move(self.row - one, self.column)
        elif final == "B":
            self.move(self.row + one, self.column)
        elif final == "C":
            self.move(self.row, self.column + one)
        elif final == "D":
            self.move(self.row, self.column - one)
        elif final == "d":
            self.move(one - 1, self.column)
        elif final == "G":
            self.move(self.row, one - 1)
        elif final == "J":
            first = self.row + 1 if values[0] == 0 else 0
            if values[0] == 0:
                self.erase(self.row, self.column, self.columns)
            for row in range(first, self.rows if values[0] != 1 else self.row):
                self.erase(row, 0, self.columns)
        elif final == "K":
            self.erase(self.row, 0 if values[0] else self.column,
                       self.column + 1 if values[0] == 1 else self.columns)
        elif final == "X":
            self.erase(self.row, self.column, self.column + one)
        elif final == "P":
            del line[self.column:self.column + one]
            line.extend([" "] * (self.columns - len(line)))
        elif final == "@":
            line[self.column:self.column] = [" "] * one
            del line[self.columns:]
        elif final == "b":
            for _ in range(one):
                self.put(self.last)
        elif final in "LM":
            self.scroll(self.row, self.bottom, one if final == "M" else -one)
        elif final in "ST":
            self.scroll(self.top, self.bottom, one if final == "S" else -one)
        elif final == "r":
            self.top = one - 1
            self.bottom = (values[1] if len(values) > 1 else self.rows) - 1
            self.move(0, 0)
        elif final not in "mhlt":
            raise ValueError(f"unknown sequence CSI {numbers}{final}")


class Terminal:
    """A program in a session of its own, whose terminal is ours."""

    def __init__(self, arguments, rows=24, columns=80, environment=None):
        self.screen = Screen(rows, columns)
        self.raw = b""
        self.ended = False
        self.status = None
        self.partial = b""
        environment = {**os.environ, "TERM": "xterm", "LC_ALL": "C.UTF-8",
                       **(environment or {})}
        environment.pop("COLUMNS", None)
        environment.pop("LINES", None)
        self.master, self.slave = pty.openpty()
        self.set_size(rows, columns)
        self.modes = termios.tcgetattr(self.slave)
        self.process = os.fork()
        if self.process == 0:
            self.become(arguments, environment)

    def become(self, arguments, environment):
        try:
            os.setsid()
            fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
            for stream in range(3):
                os.dup2(self.slave, stream)
            os.closerange(3, 256)
            os.execve(arguments[0], arguments, environment)
        finally:
            os._exit(127)

    def set_size(self, rows, columns):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ,
                    struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, rows, columns):
        self.pump(0.1)
        self.screen.resize(rows, columns)
        self.set_size(rows, columns)

    def pump(self, seconds):
        """Takes what comes within that time; returns at the first of it."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return False
        try:
            got = os.read(self.master, 65536)
        except OSError:
            got = b""
        if not got:
            self.ended = True
            return False
        self.raw += got
        got = self.partial + got
        self.partial = b""
        for cut in range(4):
            try:
                text = got[:len(got) - cut].decode()
            except UnicodeDecodeError:
                continue
            self.partial = got[len(got) - cut:] if cut else b""
            self.screen.feed(text)
            break
        return True

    def until(self, condition, seconds=20):
        end = time.monotonic() + seconds
        while not condition():
            left = end - time.monotonic()
            if left <= 0 or self.ended:
                return condition()
            self.pump(min(left, 0.2))
        return True

    def shows(self, *texts, seconds=20):
        return self.until(
            lambda: all(t in self.screen.text() for t in texts), seconds)

    def rest(self, seconds=0.4):
        """Until it has said nothing for so long."""
        while self.pump(seconds):
            pass

    def send(self, text):
        data = text.encode() if isinstance(text, str) else text
        while data:
            # A full terminal is read from, too: it may wait for us.
            _, writable, _ = select.select([], [self.master], [], 0.05)
            self.pump(0)
            if writable:
                data = data[os.write(self.master, data[:512]):]

    def hand(self, text, pause=0.22):
        """As fingers type: with a pause behind each key."""
        for c in text:
            self.send(c)
            self.wait_quiet(pause)

    def wait_quiet(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.pump(max(0, end - time.monotonic()))

    def signal(self, number):
        os.kill(self.process, number)

    def hang_up(self):
        os.close(self.slave)
        os.close(self.master)
        self.master = self.slave = -1

    def wait(self, seconds=20):
        """The exit status; -N for a signal."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.master >= 0:
                self.pump(0.05)
            else:
                time.sleep(0.05)
            process, status = os.waitpid(self.process, os.WNOHANG)
            if process:
                if self.master >= 0:
                    self.rest(0.1)
                self.status = os.waitstatus_to_exitcode(status)
                return self.status
        return None

    def restored(self):
        """Are the terminal's modes, and its screen, what they were?"""
        return (termios.tcgetattr(self.slave) == self.modes
                and not self.screen.alternate)

    def close(self):
        if self.status is None:
            try:
                os.kill(self.process, signal.SIGKILL)
                os.waitpid(self.process, 0)
            except (ProcessLookupError, ChildProcessError):
                pass
        for end in (self.master, self.slave):
            if end >= 0:
                os.close(end)
        self.master = self.slave = -1


class Tap:
    def __init__(self):
        self.count = 0

    def check(self, fine, sentence, detail=""):
        self.count += 1
        print(f"{'ok' if fine else 'not ok'} {self.count} - {sentence}",
              flush=True)
        if not fine:
            for line in str(detail).splitlines():
                print(f"# {line}", flush=True)
        return fine

    def finish(self):
        print(f"1..{self.count}", flush=True)
