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

# ---- whose word ----

expect 64 'a name is one line' settle 1 counts --by 'A
B'
err_has '--by: is not a name'
expect 64 'without control characters' settle 1 counts \
	--by "$(printf 'A\033[31mB')"
expect 64 'of one byte or two' settle 1 counts --by "$(printf 'A\302\233B')"
expect 64 'in UTF-8' settle 1 counts --by "$(printf 'A\377B')"
expect 64 'not longer than 200 bytes' settle 1 counts \
	--by "$(printf '%0201d' 0)"
expect 64 'and not empty' settle 1 counts --by '  '
must settle 1 counts --by "$(printf '  L\141\314\202  An ')"
is "$(sqlite3 phieu.ledger 'SELECT by FROM decision ORDER BY id DESC LIMIT 1')" \
	'Lâ An' 'it is kept in NFC, its words apart by one space'
is "$(sqlite3 phieu.ledger 'SELECT by FROM batch ORDER BY id DESC LIMIT 1')" \
	'Lâ An' 'with the batch, too'

# ---- a scan record that is corrected ----

must init --unit H29.12 --name 'UBND xã An Bình' -L scans.ledger
export PHIEU_LEDGER=scans.ledger
for register in units officers dossiers; do
	must load "$register" "$register.csv"
done
hash=112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
cat >records.csv <<END
photo,page,sha256,form,code,code_from,status,cs1,cs3,cs4,cs7,hl,date
a.jpg,1,0a$hash,h29,H29.12-240801-0001,qr,read,2,2,2,1,2,2024-08-15
b.jpg,1,0b$hash,h29,H29.12-240801-0002,qr,read,2,2,2,1,2,2024-08-15
END
must import records.csv
must settle 1 excluded --by X --note 'phiếu thử'

forms() { # of officer A
	phieu export mau-03 --period 2024-Q3 --headers ids
	column forms | head -n 1
}
is "$(forms)" 1 'a form that was put aside is not counted'
sed -i 's/read,2/read,0/' records.csv
expect 0 'what its record says now is taken' import --correct records.csv
err_has '2 corrected'
is "$(forms)" 1 'and it stays put aside'
is "$(points)" 0.0 'while the other one says what is new'
expect 64 'the verdict is on the newer sheet' settle 1 counts --by X
newer=$(sed -n 's/.*corrected by sheet \([0-9]*\):.*/\1/p' "$err")
expect 0 'where it is taken back' settle "$newer" counts --by X
is "$(forms)" 2 'then it counts'
finish
