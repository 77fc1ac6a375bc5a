#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What names hold is not obeyed by the terminal that shows them."""

import os
import pty
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from terminal import Tap  # noqa: E402

PHIEU = os.path.abspath(sys.argv[1])
NOTE = "a\x1b[31mb\x07\u202ec"
SHOWN = b"a\\x1b[31mb\\x07\\xe2\\x80\\xaec"

tap = Tap()


def phieu(*arguments, **more):
    return subprocess.run([PHIEU, *arguments], stdin=subprocess.DEVNULL,
                          check=False, **more)


def at_terminal(*arguments):
    """All that the command sends to a terminal, stdout and stderr."""
    leader, follower = pty.openpty()
    with subprocess.Popen([PHIEU, *arguments], stdin=subprocess.DEVNULL,
                          stdout=follower, stderr=follower) as child:
        os.close(follower)
        sent = b""
        while True:
            try:
                sent += os.read(leader, 65536)
            except OSError:  # the last writer has gone
                break
        child.wait()
    os.close(leader)
    return sent


with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    phieu("init", "--unit", "H29.12", "--name", "UBND", capture_output=True)
    with open("ballots.csv", "w", encoding="utf-8") as file:
        file.write("code,date,box,cs1,cs3\n,2024-08-01,H1,2,2\n")
    phieu("import", "ballots.csv", capture_output=True)
    done = phieu("settle", "1", "excluded", "--by", "An", "--note", NOTE,
                 capture_output=True)
    tap.check(done.returncode == 0, "a note may hold anything",
              done.stderr)

    piped = phieu("log", "--sheet", "1", capture_output=True).stdout
    tap.check(NOTE.encode() in piped, "a pipe gets every byte", piped)
    phieu("log", "--sheet", "1", "-o", "log.csv", capture_output=True)
    with open("log.csv", "rb") as file:
        tap.check(file.read() == piped, "so does a file")
    sent = at_terminal("log", "--sheet", "1")
    tap.check(SHOWN in sent, "a terminal is shown what they are", sent)
    tap.check(b"\x1b" not in sent and b"\x07" not in sent,
              "and is sent none of them", sent)
    sent = at_terminal("import", "no\x1b[2Jfile.csv")
    tap.check(b"[2Jfile.csv" in sent and b"\x1b" not in sent,
              "nor does an error that names a file", sent)
tap.finish()
