#!/bin/sh
# SPDX-License-Identifier: MIT
# What phieu key says where there is no terminal; its screens are tried through
# a pseudo-terminal by tests/tty/key.py.
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
make_example
before=$(digest phieu.ledger)

expect 64 'without a terminal nothing is keyed' key
err_has 'terminal'
out_empty
expect 64 'nor with --no-input' key --no-input
err_has '--no-input'
expect 64 'a name of two lines is none' key --by 'An
B'
err_has 'by'
expect 64 'a count begins with one' key --count 0
err_has 'count'
expect 64 'a date is one' key --date 31/02/2026
err_has '31/02/2026'
expect 64 'an operand is not understood' key forms.csv
err_has 'forms.csv'
is "$(digest phieu.ledger)" "$before" 'the ledger is as it was'
is "$(ls -d phieu.ledger.keying 2>/dev/null)" '' 'no draft was begun'
finish
