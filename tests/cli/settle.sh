#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
make_example
cat >second.csv <<END
code,cs1,cs3,cs4,cs7,hl,date
H29.12-240801-0001,0,0,0,0,0,2024-08-16
END
must import second.csv

points() { # of officer A's index 1
	phieu export mau-03 --period 2024-Q3 --headers ids
	column cs1 | head -n 1
}
# Neither rating counts: (2+1)/2 = 1,5.
is "$(points)" 1.5 'a second rating: neither counts'
phieu validate -q
sheets=$(awk -F, '$2 == "second-rating" { print $3 }' "$out")
first=$(echo "$sheets" | head -n 1)

before=$(digest phieu.ledger)
expect 0 'with -n nothing is written' settle -n "$first" counts --by X
err_has 'nothing was written (-n)'
is "$(digest phieu.ledger)" "$before" 'not a byte'

expect 0 'a person says which stands' settle "$first" counts \
	--by 'Trần Thị B' --note 'đã xem phiếu giấy'
out_empty
# 8 is the second rating's sheet: seven were keyed before it.
[ "$first" -eq 1 ] || expect 0 'and which does not' settle 8 excluded --by X
# (2+2+1)/3 = 1,66… → 1,7
is "$(points)" 1.7 'then that one counts'
phieu validate -q
out_lacks second-rating

expect 0 'the newest word holds' settle 1 excluded --by Y
expect 0 'for each sheet' settle 8 counts --by Y
# (0+2+1)/3 = 1,0
is "$(points)" 1.0 'the other one counts now'

expect 66 'a sheet that is not there is no input' settle 999 counts --by X
err_has 999
expect 64 'whose word it is must be said' settle 1 counts
err_has '--by NAME'
expect 64 'a verdict is one of two' settle 1 maybe --by X
err_has 'counts|excluded'
expect 64 'a sheet is a number' settle one counts --by X
expect 64 'both operands are wanted' settle 1
finish
