#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
make_ledger
write_registers
must load officers officers.csv
must load dossiers dossiers.csv

expect 0 'keyed entries are imported' import keyed.csv
out_empty
err_has 'keyed.csv: 7 rows: 7 new, 0 corrected, 0 already there'
before=$(digest phieu.ledger)
expect 0 'the same file again changes nothing' import keyed.csv
err_has 'keyed.csv: 7 rows: 0 new, 0 corrected, 7 already there'
is "$(digest phieu.ledger)" "$before" 'not a byte'
{
	head -n 1 keyed.csv
	sed 1d keyed.csv | sort -r
} >turned.csv
expect 0 'nor do the same rows in another file' import turned.csv
err_has '0 new, 0 corrected, 7 already there'
expect 0 '--json counts on stdout' import --json keyed.csv
out_has '"source":"keyed.csv","rows":7,"added":0'
expect_in keyed.csv 0 '- is standard input' import -
err_has '7 already there'

fresh() {
	rm -f phieu.ledger
	make_ledger
}

# ---- as offices save them ----

fresh
printf 'Ngày thu phiếu;Chỉ số 7;Chỉ số 1;Mã hồ sơ;Chỉ số 4;Chỉ số 3\n' >vi.csv
printf '15/08/2024;1;2;h29.12–240801–0001 ;2;2\n' >>vi.csv
expect 0 'Vietnamese headers in any order, dd/mm/yyyy, any dash' import vi.csv
err_has '1 new'
cat >iso.csv <<END
code,cs1,cs3,cs4,cs7,date
H29.12-240801-0001,2,2,2,1,2024-08-15
END
expect 0 'say the same as English ones' import iso.csv
err_has '1 already there'
{
	printf '\357\273\277'
	sed 's/$/\r/' vi.csv
} >bom.csv
expect 0 'with a byte order mark and CRLF' import bom.csv
err_has '1 already there'
{
	printf '\377\376'
	iconv -f UTF-8 -t UTF-16LE vi.csv
} >utf16.csv
expect 0 'in UTF-16' import utf16.csv
err_has '1 already there'

# ---- faults ----

fresh
cat >faulty.csv <<END
code,cs1,cs3,cs4,cs7,date
H29.12-240801-0001,2,2,2,1,2024-08-15
H29.12-240801-0002,3,2,2,1,2024-08-15
H29.12-240801-0003,2,2,x,1,2024-08-32
H29.12-240801-0004,2,2
END
before=$(digest phieu.ledger)
expect 65 'a faulty file is not imported' import faulty.csv
err_has 'faulty.csv:3:2: '
err_has 'faulty.csv:4:4: '
err_has 'faulty.csv:4:6: '
err_has 'faulty.csv:5'
err_lacks 'faulty.csv:2'
is "$(digest phieu.ledger)" "$before" 'not a byte'
expect 65 'files before the faulty one stay' \
	import keyed.csv faulty.csv turned.csv
err_has 'keyed.csv: 7 rows: 7 new'
err_has '1 of 3 files were taken, up to keyed.csv'
expect 66 'a missing file is no input' import nowhere.csv
err_has nowhere.csv

# ---- what needs a person ----

fresh
cat >codes.csv <<END
code,cs1,cs3,cs4,cs7,date
H29.12-24O801-0001,2,2,2,1,2024-08-15
END
expect 1 'a malformed code is kept and said' import codes.csv
err_has 'phieu validate'
cat >ballots.csv <<END
code,hl,date
,2,2024-08-15
,2,2024-08-15
END
expect 0 'equal ballots without a code all count' import ballots.csv
err_has '2 new'
expect 0 'and are known when their file comes again' import ballots.csv
err_has '2 already there'
{
	cat ballots.csv
	echo ,0,2024-08-15
} >more.csv
expect 1 'but equal ones of another file are not taken twice' import more.csv
err_has '1 new'
err_has 'serial'

fresh
must load dossiers dossiers.csv
must import keyed.csv
cat >second.csv <<END
code,cs1,cs3,cs4,cs7,date
H29.12-240801-0001,0,0,0,0,2024-08-16
END
expect 1 'a second rating of a dossier is said' import second.csv
err_has 'second.csv: 1 row: 1 new'
err_has 'rated twice'
err_has 'phieu settle'

# ---- the options ----

fresh
before=$(digest phieu.ledger)
expect 0 'with -n nothing is written' import -n keyed.csv
err_has '7 new'
err_has 'nothing was written (-n)'
is "$(digest phieu.ledger)" "$before" 'not a byte'
cat >undated.csv <<END
code,cs1,cs3,cs4,cs7
H29.12-240801-0001,2,2,2,1
END
expect 0 '--date is for rows that do not say it' \
	import --date 15/08/2024 --box 'Hòm 1' undated.csv
expect 64 'a day that has not come is refused' \
	import --date 2999-01-01 undated.csv
expect 64 'no file is a usage error' import
expect 64 '--files-from goes with --photos' import --files-from x keyed.csv
expect 64 '-j goes with --photos' import -j 2 keyed.csv
full import --json keyed.csv
rm phieu.ledger
expect 66 'without a ledger there is nowhere to import' import keyed.csv
expect 64 'but a usage error comes first' import

# ---- scan records ----

mkdir anh && cd anh && write_photos && cd ..
make_ledger
phieu scan -o records.csv anh
expect 1 'scan records are imported, the unread ones too' import records.csv
err_has 'records.csv: 4 rows: 4 new'
expect 1 'again they change nothing' import records.csv
err_has '0 new, 0 corrected, 4 already there'
sed 's/\(H29.12-240801-0001,qr,read,\),.*/\1,2,2,2,1,2,qr,,,,/' records.csv \
	>ticked.csv
expect 1 'a known photograph with other contents is kept as it was' \
	import ticked.csv
err_has '--correct'
expect 1 '--correct lets the new contents take their place' \
	import --correct ticked.csv
err_has '1 corrected'
expect 1 'once' import --correct ticked.csv
err_has '0 corrected, 4 already there'

# ---- what is not said is not changed ----

fresh
expect 1 'scan records get the day and box of the command' \
	import records.csv --date 2024-08-15 --box H1
day_of() { # CODE: day and box of its newest sheet
	sqlite3 phieu.ledger "SELECT s.date || ' ' || s.box FROM sheet s
		JOIN code c ON c.id = s.code_id WHERE c.code = '$1'
		ORDER BY s.id DESC LIMIT 1"
}
expect 1 'the same records without them are the same' import records.csv
err_has '0 new, 0 corrected, 4 already there'
expect 1 'a correction that says neither is taken' \
	import --correct ticked.csv
err_has '1 corrected'
is "$(day_of H29.12-240801-0001)" '2024-08-15 H1' 'and keeps both'
cat >undated.csv <<END
code,cs1,cs3,cs4,cs7
H29.12-240801-0003,2,2,2,2
,2,2,2,2
END
expect 0 'a row is known by what it says itself' \
	import undated.csv --date 2024-08-01
expect 0 'under another day it is the same, a ballot without a code another' \
	import undated.csv --date 2024-08-02
err_has '1 new, 0 corrected, 1 already there'
expect 64 'photographs are not corrected by reading them again' \
	import --photos --correct anh

# ---- photographs ----

fresh
expect 1 '--photos scans and imports in one go' import --photos anh
err_has 'photos: 4 pages: 4 new, 0 corrected, 0 already there'
before=$(digest phieu.ledger)
expect 0 'again, known photographs change nothing' import --photos anh
err_has 'photos: 4 pages: 0 new, 0 corrected, 4 already there'
is "$(digest phieu.ledger)" "$before" 'not a byte'
cp anh/qr.png renamed.png
expect 0 'nor does a copy under another name' import --photos renamed.png
err_has '1 already there'
! grep -qaF 001099012345 phieu.ledger
tell $? 'a citizen'\''s number in a payload is not stored'
fresh
printf 'anh/qr.png\0anh/code128.png\0' >list0
expect 0 '--photos takes lists' import --photos --files-from list0 -0 \
	--date 2024-08-15
err_has '2 new'
before=$(digest phieu.ledger)
expect 1 'with -n nothing is written' import --photos -n anh
err_has '2 new'
err_has 'nothing was written (-n)'
is "$(digest phieu.ledger)" "$before" 'not a byte'
expect 66 'a missing photograph is said and the others are taken' \
	import --photos missing.jpg anh
err_has 'phieu: missing.jpg: not-found (cannot be opened: No such file or directory): not taken'
err_has 'photos: 4 pages: 2 new, 0 corrected, 2 already there'
err_has '1 of the paths could not be opened'
expect 66 'a share that is not there is told, also with -q' \
	import -q --photos /nowhere/hom-phieu
err_has 'phieu: /nowhere/hom-phieu: not-found (cannot be opened: No such file or directory)'
err_lacks 'sheets to be looked at'
mkdir links && cp anh/qr.png links && ln -s gone.jpg links/a.jpg
expect 66 'so is a file inside a folder that cannot be opened' \
	import -q --photos links
err_has 'phieu: links/a.jpg: not-found'
"$PHIEU" scan missing.jpg -o missing.csv 2>/dev/null
expect 1 'and a record of one' import -q missing.csv
err_has 'phieu: missing.jpg: not-found (cannot be opened: No such file or directory): not taken'
expect 64 '--photos wants paths' import --photos
is "$(mode phieu.ledger)" 600 'the ledger stays for its owner alone'

# ---- two at once ----

fresh
for half in 1 2; do
	{
		echo code,cs1,cs3,cs4,cs7,date
		seq -f "H29.12-240801-$half%03g,2,1,1,1,2024-08-15" 1 500
	} >"half$half.csv"
done
"$PHIEU" import -q half1.csv &
first=$!
"$PHIEU" import -q half2.csv
is $? 0 'two imports at once: the one is done'
wait $first
is $? 0 'and the other'
expect 0 'no row is lost' import half1.csv half2.csv
is "$(grep -c '0 new, 0 corrected, 500 already there' "$err")" 2 'not one'
fresh
"$PHIEU" import half1.csv 2>first &
"$PHIEU" import half1.csv 2>second
wait
is "$(cat first second | sed -n 's/.*rows: \([0-9]*\) new.*/\1/p' |
	sort -n | tr '\n' ' ')" '0 500 ' \
	'the same file twice at once is taken once'

finish
