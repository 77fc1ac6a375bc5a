#!/bin/sh
# SPDX-License-Identifier: MIT
# The trail of what make_example and some corrections did.
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
dossier=H29.12-240801-0001
scanned=H29.12-240802-0002
export PHIEU_BY='Ngô Thị D'

rows() { # COLUMN…: cells of stdout, between spaces; _ for an empty one
	python3 - "$out" "$@" <<'PY'
import csv
import sys

with open(sys.argv[1], encoding="utf-8", newline="") as table:
    for row in csv.DictReader(table):
        print(*(row[name] or "_" for name in sys.argv[2:]), sep="|")
PY
}
first_row() {
	rows "$@" | sed -n 1p
}
last_row() {
	rows "$@" | tail -n 1
}

make_example
expect 0 'without a word about what, the batches are listed' log
is "$(head -n 1 "$out")" at,batch,by,command,source,source_sha256,facts \
	'under these names'
is "$(rows batch command source facts | tr '\n' ' ')" \
	"1|init|_|setting=3; unit=1 2|load|officers.csv|officer=2 $(:
	)3|load|dossiers.csv|dossier=7 4|load|scores.csv|unit-score=4 $(:
	)5|import|keyed.csv|sheet=7 " 'what each brought'
is "$(last_row source_sha256)" "$(digest keyed.csv)" 'from which bytes'
last_row at | grep -qxE '20[0-9]{2}-[01][0-9]-[0-3][0-9] [0-9:]{8}'
tell $? 'and when'
[ "$(last_row at | cut -c 1-13)" = \
	"$(TZ=Asia/Ho_Chi_Minh date '+%Y-%m-%d %H')" ] ||
	[ "$(date +%M)" = 00 ]
tell $? 'by the clocks of Viet Nam'

# ---- a photograph: read, corrected, judged, purged ----

mkdir anh && (cd anh && write_photos)
must scan anh/code128.png -o records.csv
must import records.csv
sed -i 's/,read,,?,?,?,?,?,/,read,,2,1,-,-,-,/' records.csv
must import --correct records.csv
sed -i 's/,read,,2,1,/,read,,2,!,/' records.csv
must import --correct records.csv
hash=$(digest anh/code128.png)
sheet=8

expect 0 'a form' log --sheet $sheet
is "$(rows batch command source what sheet field before after replaces \
	replaced_by | tr '\n' ' ' | sed "s/channel[^|]*/…/")" \
	"6|import|records.csv|sheet|8|_|_|…|_|9 $(:
	)7|import|records.csv|sheet|9|cs1|-|2|8|10 $(:
	)7|import|records.csv|sheet|9|cs3|-|1|8|10 $(:
	)8|import|records.csv|sheet|10|cs3|1|!|9|_ " \
	'is told with its corrections: each question, before and after'
is "$(first_row code photo page sha256)" "$scanned|anh/code128.png|1|$hash" \
	'and where it came from'
out_has 'channel=scan; code_from=code128; status=read'
cp "$out" whole
for way in '--sheet 10' 9 "--code $scanned" "$scanned" \
	'--code h29.12–240802–0002' '--photo anh/code128.png' \
	anh/code128.png "--photo $hash" "$(echo "$hash" | cut -c 1-10)"; do
	# shellcheck disable=SC2086
	expect 0 "the same by $way" log $way
	cmp -s "$out" whole
	tell $? "the same by $way: the same rows"
done
cp anh/code128.png moved.png
expect 0 'a copy of the photograph is the photograph' log moved.png
cmp -s "$out" whole
tell $? 'it is'

# ---- a dossier: register, ratings, decisions ----

cat >second.csv <<-END
	code,cs1,cs3,cs4,cs7,hl,date
	$dossier,0,,0,0,0,2024-08-16
END
must import second.csv
must settle 1 excluded --by 'Trần Thị B' --note 'đã xem phiếu giấy'
must settle 1 counts --by 'Lê Văn C'
sed -i "s/^\($dossier,H29.12,\)A/\1B/" dossiers.csv
must load dossiers dossiers.csv
expect 0 'a dossier' log --code $dossier
is "$(rows what sheet field before after by note | tr '\n' '#')" \
	"dossier|_|_|_|unit=H29.12; officer=A; field=Đất đai; $(:
	)received=2024-08-01; due=2024-08-10; returned=2024-08-05|Ngô Thị D|_#$(:
	)sheet|1|_|_|channel=keyed; status=read; date=2024-08-15; $(:
	)cs1=2; cs3=2; cs4=2; cs7=1; hl=2|Ngô Thị D|_#$(:
	)sheet|11|_|_|channel=keyed; status=read; date=2024-08-16; $(:
	)cs1=0; cs3=; cs4=0; cs7=0; hl=0|Ngô Thị D|_#$(:
	)decision|1|verdict|-|excluded|Trần Thị B|đã xem phiếu giấy#$(:
	)decision|1|verdict|excluded|counts|Lê Văn C|_#$(:
	)dossier|_|officer|A|B|Ngô Thị D|_#" \
	'is told with its register, its ratings, and who said each'

expect 0 'an officer' log --officer A
is "$(rows what code subject | sort -u | tr '\n' ' ')" \
	"decision|$dossier|_ dossier|H29.12-240801-0001|_ $(:
	)dossier|H29.12-240801-0002|_ dossier|H29.12-240801-0003|_ $(:
	)officer|_|A sheet|H29.12-240801-0001|_ sheet|H29.12-240801-0002|_ $(:
	)sheet|H29.12-240801-0003|_ " 'has his register, his dossiers, their forms'
cp "$out" officer
expect 0 'as an operand too' log A
cmp -s "$out" officer
tell $? 'the same'

# ---- days and batches ----

must box add --date 2024-08-15 --box H1 --count 9
must box add --date 2024-08-15 --box H1 --count 8
expect 0 'a batch' log --batch 14
is "$(rows what subject field before after)" 'box|2024-08-15 H1|count|9|8' \
	'tells what it brought'
must close 2024-Q3
expect 0 'a day' log --date "$(TZ=Asia/Ho_Chi_Minh date +%d/%m/%Y)"
rows what | sort | uniq -c >kinds
is "$(tr -s ' \n' ' ' <kinds)" \
	" 2 box 1 closing 2 decision 8 dossier 2 officer 3 setting $(:
	)12 sheet 1 unit 4 unit-score " 'tells all that was said on it'
is "$(last_row what subject after | cut -c 1-63)" \
	'closing|2024-Q3|from_date=2024-07-01; to_date=2024-09-30; rules' \
	'the closing of a period last'
expect 0 'an operand may be a day' log 2020-01-01
is "$(lines)" 1 'on which there was nothing'
err_has 'nothing of the kind was recorded'
expect 0 'days narrow a dossier' log --code $dossier --to 2020-01-01
is "$(lines)" 1 'to nothing here'
expect 0 'and the batches' log --batches --from 2020-01-01 --to 2020-12-31
is "$(lines)" 1 'none here'
expect 0 'of which one may be asked for' log -b --batch 5
is "$(rows batch facts)" '5|sheet=7' 'alone'

# ---- persons ----

expect 0 'what a person said' log --by 'Lê Văn C'
is "$(rows by what after | tr '\n' ' ')" \
	'Lê Văn C|decision|counts ' 'is told alone'
expect 0 'or ran' log --by 'Ngô Thị D' -b --batch 5
is "$(rows by facts)" 'Ngô Thị D|sheet=7' 'is told as well'
expect 0 'but of nobody else' log --by 'ngô thị d'
is "$(lines)" 1 'not of this name'

cat >decisions.csv <<-END
	sheet,photo,field,answer,code,pass,at
	10,$(echo "$hash" | cut -c 1-16),cs3,0,,1,2026-09-30T17:30:00Z
END
must review --apply decisions.csv --by 'Đỗ Mai'
expect 0 'what a person judged' log --code $scanned --batch 16
is "$(first_row by command what sheet field before after replaced_by said_at \
	note)" \
	'Đỗ Mai|review|judgement|10|cs3|!|0|12|2026-10-01 00:30:00|pass 1' \
	'is told with what stood there, and when they said so'
is "$(last_row what sheet field before after replaces)" \
	'sheet|12|cs3|!|0|10' 'and what came of it'

# ---- purged ----

must purge --before 2999-01-01
expect 0 'of a purged photograph' log --photo "$hash"
out_lacks anh/code128.png
out_has "$hash"
is "$(last_row what subject field after)" 'purge|2999-01-01|paths|1' \
	'its purge is told as well'
mv anh elsewhere
expect 66 'its path is forgotten' log --photo anh/code128.png
err_has 'SHA-256'
expect 0 'the file itself is still known' log elsewhere/code128.png
is "$(rows sheet | sort -u | tr '\n' ' ')" '10 12 8 9 _ ' 'by its bytes'

# ---- writing ----

expect 0 '--json' log --json --sheet 10
python3 - "$out" <<'PY'
import json
import sys

with open(sys.argv[1], encoding="utf-8") as lines:
    rows = [json.loads(line) for line in lines]
assert rows[0]["values"]["code_from"] == "code128", rows[0]
assert rows[0]["before"] is None and rows[0]["after"] is None, rows[0]
assert rows[3]["before"] == "1" and rows[3]["after"] == "!", rows[3]
assert rows[3]["replaces"] == 9 and rows[3]["replaced_by"] == 12, rows[3]
assert "values" not in rows[3], rows[3]
PY
tell $? 'is JSON with the same rows'
expect 0 '--json of batches' --json log
is "$(python3 -c 'import json, sys
print(json.loads(open(sys.argv[1]).readlines()[4])["facts"]["sheet"])' "$out")" \
	7 'counts the facts'
expect 0 'into a file' log --code $dossier -o trail.csv
out_empty
is "$(mode trail.csv)" 600 'that is its owner'\''s alone'
grep -q "$dossier" trail.csv
tell $? 'and holds the rows'
full log --code $dossier

# ---- the chain ----

expect 0 '--verify' log --verify
is "$(lines)" 1 'finds nothing wrong'
err_has 'as sealed'
expect 65 '--head of another ledger' log --verify \
	--head 00000000000000000000000000000000
err_has 'no such head'

# ---- what is not there, and what does not go together ----

expect 66 'a sheet that is not there' log --sheet 999
err_has 'no sheet 999'
err_has 'phieu validate'
expect 66 'a dossier that is not there' log --code H29.12-240801-0999
err_has 'neither in a register nor on a form'
expect 66 'an officer who is not there' log --officer Z
err_has 'no officer Z'
expect 66 'a batch that is not there' log --batch 99
err_has "'phieu log' lists them"
expect 66 'an operand that nothing fits' log nothing
err_has 'no sheet, dossier, photo, officer or day'
out_empty
expect 66 'an empty one' log ''
cat >officers.csv <<-END
	officer,name
	5,Phạm Năm
END
must load officers officers.csv
expect 64 'an operand that two things fit' log 5
err_has '--sheet or --officer'
expect 0 'is told apart by the option' log --officer 5
is "$(rows what subject)" 'officer|5' 'and not taken for the other'
expect 64 'two subjects are one too many' log --sheet 1 --code $dossier
expect 64 'a subject and an operand as well' log --sheet 1 2
expect 64 'a day and days' log --date 2024-08-15 --from 2024-08-15
expect 64 'days in the wrong order' log --from 2024-08-16 --to 2024-08-15
expect 64 'batches of a dossier' log --batches --code $dossier
expect 64 '--verify of a dossier' log --verify --code $dossier
expect 64 '--head without --verify' log --head 00000000000000000000000000000000
expect 64 'a sheet is a number' log --sheet one
expect 64 'a day is a day' log --date yesterday
finish
