#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
make_example

expect 0 'status says in ten lines where a period stands' \
	status --period 2024-Q3
is "$(lines)" 10 'ten'
err_empty
out_has 'UBND xã An Bình'
out_has 2024-Q3
out_has '7/7'
out_has '8,8'
expect 0 'a period may be written in lower case' status --period 2024-q3
out_has 2024-Q3
expect 0 '--json is one object' status --period 2024-Q3 --json
is "$(lines)" 1 'in one line'
out_has '"period":"2024-Q3"'
out_has '"closed":false'
out_has '"forms_received":7'
expect 0 'without a period it is today'\''s' status
is "$(lines)" 10 'ten lines'
out_has "$(TZ=UTC-7 date +%Y)-Q"

must close 2024-Q3
expect 0 'a closed period says so' status --period 2024-Q3 --json
out_has '"closed":true'

before=$(digest phieu.ledger)
phieu status
is "$(digest phieu.ledger)" "$before" 'the ledger is only read'
full status
full status --json
expect 64 'a period that is none is a usage error' status --period soon
expect 64 'an operand is too much' status 2024-Q3
finish
