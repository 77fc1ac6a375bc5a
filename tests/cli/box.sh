#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
make_ledger

expect 0 'a count is noted' box add --date 2024-08-15 --count 7
out_empty
expect 0 'dates may be written dd/mm/yyyy' \
	box add --date 16/08/2024 --count 3 --box 'Hòm 2'
expect 0 'an empty box counts too' box add --date 2024-08-17 --count 0
expect 0 'boxes are listed' box list
out_is <<END
date,box,count
2024-08-15,,7
2024-08-16,Hòm 2,3
2024-08-17,,0
END
expect 0 'and as JSON' box list --json
out_has '{"date":"2024-08-16","box":"Hòm 2","count":3}'

expect 0 'another count takes the place of the first' \
	box add --date 2024-08-15 --count 8
phieu box list
is "$(column count | head -n 1)" 8 'and is listed'

before=$(digest phieu.ledger)
expect 0 'the same count again changes nothing' \
	box add --date 2024-08-15 --count 8
is "$(digest phieu.ledger)" "$before" 'not a byte'
expect 0 'with -n nothing is written' \
	box add -n --date 2024-08-18 --count 8
err_has 'nothing was written (-n)'
is "$(digest phieu.ledger)" "$before" 'not a byte'

expect 64 'a date is wanted' box add --count 3
expect 64 'a count is wanted' box add --date 2024-08-15
expect 64 'a date that is none is a usage error' \
	box add --date 2024-02-30 --count 3
expect 64 'a count below zero is a usage error' \
	box add --date 2024-08-15 --count=-1
expect 64 'a count that is no number is a usage error' \
	box add --date 2024-08-15 --count many
expect 64 'a day that has not come is refused' \
	box add --date 2999-01-01 --count 3
expect 64 'box wants add or list' box
expect 64 'and nothing else' box remove
expect 64 'list takes no count' box list --count 3

full box list
full box list --json
finish
