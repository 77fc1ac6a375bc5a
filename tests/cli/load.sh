#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
make_ledger
write_registers

expect 0 'a register is loaded' load officers officers.csv
out_empty
err_has 'officers.csv: 2 rows: 2 new, 0 changed, 0 as before'
before=$(digest phieu.ledger)
expect 0 'the same again changes nothing' load officers officers.csv
err_has 'officers.csv: 2 rows: 0 new, 0 changed, 2 as before'
is "$(digest phieu.ledger)" "$before" 'not a byte'

sed -i 's/Chuyên viên/Phó phòng/' officers.csv
expect 0 'a changed row takes the older one'\''s place' \
	load officers officers.csv
err_has '2 rows: 0 new, 1 changed, 1 as before'

expect 0 'units are loaded' load units units.csv
expect 0 'dossiers are loaded' load dossiers dossiers.csv
err_has '7 new'
expect 0 'unit scores are loaded' load unit-scores scores.csv
err_has '4 new'
cat >online.csv <<END
code,date,cs1,cs3,cs4,cs7
H29.12-240801-0001,2024-08-16,2,2,2,1
END
expect 0 'online ratings are loaded' load online online.csv
err_has '1 new'
cat >remarks.csv <<END
unit,period,kind,text
H29.12,2024-Q3,tồn tại,Còn hồ sơ trả muộn
END
expect 0 'remarks are loaded' load remarks remarks.csv

expect 0 '--json counts on stdout' load officers officers.csv --json
out_has '"rows":2,"added":0,"changed":0,"same":2'
expect 0 '-q says nothing' load -q officers officers.csv
err_empty
expect_in officers.csv 0 '- is standard input' load officers -
err_has '2 as before'

# ---- as offices save them ----

make_fresh() {
	rm -f phieu.ledger
	make_ledger
}
cat >vi.csv <<END
Đơn vị;Mã công chức;Chức vụ;Họ và tên
H29.12;A;Chuyên viên;Nguyễn Văn An
END
make_fresh
expect 0 'Vietnamese headers in any order, with ;' load officers vi.csv
err_has '1 new'
{
	printf '\357\273\277'
	cat vi.csv
} >bom.csv
expect 0 'a byte order mark changes nothing' load officers bom.csv
err_has '1 as before'
{
	printf '\377\376'
	iconv -f UTF-8 -t UTF-16LE vi.csv
} >utf16.csv
expect 0 'UTF-16 as Excel saves it' load officers utf16.csv
err_has '1 as before'
tr ';' '\t' <vi.csv | sed 's/$/\r/' >tabs.csv
expect 0 'tabs and CRLF' load officers tabs.csv
err_has '1 as before'
# "Nguyễn Văn An" with its marks apart (NFD)
{
	head -n 1 vi.csv
	printf 'H29.12;A;Chuye\314\202n vie\314\202n;'
	printf 'Nguye\314\202\314\203n Va\314\206n An\n'
} >nfd.csv
expect 0 'letters and marks apart are the same letters' load officers nfd.csv
err_has '1 as before'
printf '%s\n' 'sep=;' >sep.csv
cat vi.csv >>sep.csv
expect 0 'the line sep=; of Excel' load officers sep.csv
err_has '1 as before'

# ---- faults ----

cat >faulty.csv <<END
code,unit,officer,field,received,due,returned
H29.12-240801-0001,H29.12,A,Đất đai,2024-08-01,2024-08-10,2024-08-05
H29.12-240801-0002,H29.12,A,Đất đai,2024-02-31,2024-08-10,2024-08-05
H29.12-240801-0003,H29.12,A,Đất đai,2024-08-01
H29.12-240801-0004,H29.12,A,Đất đai,2024-08-01,soon,2024-08-05
END
make_fresh
before=$(digest phieu.ledger)
expect 65 'a faulty file loads nothing' load dossiers faulty.csv
err_has 'faulty.csv:3:5: '
err_has 'faulty.csv:4'
err_has 'faulty.csv:5:6: '
is "$(digest phieu.ledger)" "$before" 'not a byte'
out_empty

{
	echo code,unit,officer,field,received,due,returned
	yes H29.12-240801-0004,H29.12,A,X,soon,, | head -n 250
} >many.csv
expect 65 'of many faults 200 are listed' load dossiers many.csv
is "$(grep -c '^many.csv:' "$err")" 200 'and no more'
err_has '… and 50 more'

printf 'Tên;Tuổi\nAn;30\n' >foreign.csv
expect 65 'a missing column is a fault on the first line' \
	load officers foreign.csv
err_has 'foreign.csv:1'
: >empty.csv
expect 65 'an empty file is bad data' load officers empty.csv
printf 'officer,name\nA,\377\376\n' >latin.csv
expect 65 'a file that is not UTF-8 is bad data' load officers latin.csv
expect 66 'a missing file is no input' load officers nowhere.csv
err_has nowhere.csv

# ---- usage, dry run, places ----

expect 64 'an unknown register is a usage error' load oficers officers.csv
err_has 'is officers meant?'
expect 64 'a missing file name is a usage error' load officers
expect 64 'a third operand is too much' load officers a.csv b.csv
before=$(digest phieu.ledger)
expect 0 'with -n nothing is written' load -n officers officers.csv
err_has '2 new'
err_has 'nothing was written (-n)'
is "$(digest phieu.ledger)" "$before" 'not a byte'
full load officers officers.csv --json
rm phieu.ledger
expect 66 'without a ledger there is nowhere to load' \
	load officers officers.csv
err_has "no ledger here or above: run 'phieu init', or name one with -L"

finish
