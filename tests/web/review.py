#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The review page in a real browser: what a person presses, what comes out.

Prints TAP. Where no browser is, the plan says SKIP and why, and so does
stderr; the exit status is then 0, since Meson takes any other for a failure.
Words as arguments choose the tests whose sentences have one of them.
"""
import os
import shutil
import signal
import sys
import tempfile
import traceback

sys.dont_write_bytecode = True  # the source tree stays clean

import webdriver  # noqa: E402
from harness import tests, web  # noqa: E402
# Tests run in the order in which they are imported; timing looks back on all.
import answering, codes, keeping  # noqa: E401, E402, F401
import passes, slips, looking, timing  # noqa: E401, E402, F401


def try_again(function):
    """A busy machine may be too slow to play a scanner: three tries."""
    for left in (2, 1, 0):
        web.faltered = False
        try:
            return function()
        except AssertionError:
            if not (web.faltered and left):
                raise


def report(number, sentence, function):
    try:
        try_again(function)
    except Exception as error:  # any failure is this test's alone
        print('not ok %d - %s' % (number, sentence))
        where = traceback.extract_tb(error.__traceback__)
        for step in where[1:]:
            print('# %s:%d %s' % (os.path.basename(step.filename),
                                  step.lineno, step.line))
        print('# %s: %s' % (type(error).__name__, error))
        return False
    print('ok %d - %s' % (number, sentence))
    return True


def stop(*_):
    sys.exit(1)


def main():
    signal.signal(signal.SIGTERM, stop)  # so that the browser ends, too
    wanted = sys.argv[1:]
    folder = tempfile.mkdtemp(prefix='phieu-web.')
    good = True
    try:
        web.start(folder)
        chosen = [(sentence, function) for sentence, function in tests
                  if not wanted or any(word in sentence for word in wanted)]
        print('1..%d' % len(chosen))
        for number, (sentence, function) in enumerate(chosen, 1):
            good = report(number, sentence, function) and good
            sys.stdout.flush()
    except webdriver.Missing as reason:
        print('1..0 # SKIP the review page is NOT tested: %s' % reason)
        print('the review page is NOT tested: %s' % reason, file=sys.stderr)
    finally:
        web.close()
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
