#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
mkdir -p rules
cp -r "$PH_TEST_SOURCE/data/rules/tt01-2018" rules/tinh-x
sed -i '2s/^tt01-2018/tinh-x/' rules/tinh-x/rules.csv
must init --unit H29.12 --name 'UBND xã An Bình' --rules tinh-x
write_registers
must load units units.csv
must load officers officers.csv
must load dossiers dossiers.csv
must load unit-scores scores.csv
must import keyed.csv

export_all() { # FOLDER
	mkdir "$1"
	for sheet in mau-02 mau-03 mau-05; do
		must export $sheet --period 2024-Q3 -o "$1/$sheet.csv"
		must export $sheet --period 2024-Q3 --excel --by field \
			-o "$1/$sheet.excel.csv"
	done
	must status --period 2024-Q3 --json
	cp "$out" "$1/status"
}
export_all open
before=$(digest phieu.ledger)
expect 0 'with -n nothing is written' close -n 2024-Q3
out_empty
err_has '2024-Q3 (2024-07-01 to 2024-09-30) would be closed'
err_has 'nothing was written (-n)'
is "$(digest phieu.ledger)" "$before" 'not a byte'

expect 0 'a period is closed' close 2024-Q3
out_has 'Kỳ 2024-Q3 (01/07/2024 – 30/09/2024) đã khóa sổ ngày '
is "$(sed -n 's/^Mã đối chiếu sổ dữ liệu: //p' "$out" |
	grep -cE '^([0-9a-f]{4} ){7}[0-9a-f]{4}$')" 1 \
	'the head of the chain is there for the minutes'
err_has '2024-Q3 (2024-07-01 to 2024-09-30) is closed'
export_all closed
for file in closed/mau*; do
	cmp -s "open/${file#*/}" "$file"
	tell $? "closing does not change ${file#*/}"
done
expect 65 'once' close 2024-Q3
err_has 'closed already'
expect 65 'by any name' close 2024-q3

# ---- everything changes ----

cat >late.csv <<END
code,cs1,cs3,cs4,cs7,hl,date
H29.12-240801-0001,0,0,0,0,0,2024-08-15
H29.12-240801-0008,0,0,0,0,0,2024-08-15
,,,,,0,2024-08-15
END
must import late.csv
must settle 1 excluded --by X
sed -i 's/Nguyễn Văn An/Nguyễn Văn Anh/' officers.csv
must load officers officers.csv
sed -i 's/,2024-08-05$/,2024-08-20/' dossiers.csv
must load dossiers dossiers.csv
sed -i 's/,2$/,0/' scores.csv
must load unit-scores scores.csv
must config denominator dossiers
must config computed cs1
must config period-rule report
must config name 'UBND phường An Bình'
sed -i 's/^officer,5\.0/officer,9.0/' rules/tinh-x/bands.csv
sed -i 's/Họ và tên/Tên/' rules/tinh-x/sheets.csv
must rules tinh-x
export_all after
for file in closed/*; do
	cmp -s "$file" "after/${file#*/}"
	tell $? "later facts, settings and rules do not change ${file#*/}"
done
rm -r rules
export_all without
cmp -s closed/mau-03.csv without/mau-03.csv
tell $? 'nor does the loss of the rule set'
cp -r "$PH_TEST_SOURCE/data/rules" rules
must config rules tt01-2018

expect 1 'what came later is a finding' validate --period 2024-Q3
out_has ',period-closed,'
expect 78 'a closed period takes no --computed' \
	export mau-03 --period 2024-Q3 --computed cs1
err_has 2024-Q3
expect 78 'and no --denominator' \
	export mau-03 --period 2024-Q3 --denominator forms

# ---- one paper, two periods ----

must init --unit H29.12 --name 'UBND xã An Bình' -L two.ledger
write_registers
cat >>dossiers.csv <<END
H29.12-240801-0008,H29.12,A,Hộ tịch,2024-08-01,2024-08-10,2024-10-02
END
for register in units officers dossiers; do
	must load -L two.ledger "$register" "$register.csv"
done
must config -L two.ledger date-field returned
hash=00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
cat >records.csv <<END
photo,page,sha256,form,code,code_from,status,cs1,cs3,cs4,cs7,hl,date
a.jpg,1,$hash,h29,H29.12-240801-0001,qr,read,2,2,2,1,2,2024-08-15
END
must import -L two.ledger records.csv
must close -L two.ledger 2024-Q3
sed -i 's/-0001/-0008/' records.csv
must import -L two.ledger --correct records.csv
err_has '1 corrected'
forms() { # PERIOD: of officer A
	phieu export -L two.ledger mau-03 --period "$1" --headers ids
	column forms | head -n 1
}
is "$(forms 2024-Q3)" 1 'a closed period keeps a form that is corrected'
is "$(forms 2024-Q4)" 0 'and no other counts it under its new code'
is "$(forms 2024)" 1 'nor does the year'
expect 1 'which is told' validate -L two.ledger --period 2024-Q4
out_has ',period-closed,2,H29.12-240801-0008,'
must settle -L two.ledger 2 excluded --by X
expect 1 'until the sheet is excluded' validate -L two.ledger --period 2024-Q4
out_lacks period-closed

cat >late.csv <<END
code,cs1,cs3,cs4,cs7,hl,date
H29.12-240801-0002,0,0,0,0,0,2024-08-15
END
must import -L two.ledger late.csv
is "$(forms 2024)" 1 'what came late counts nowhere while the year is open'
must close -L two.ledger 2024
is "$(forms 2024)" 1 'nor when it is closed'

# ---- errors left out ----

cat >bad.csv <<END
code,cs1,cs3,cs4,cs7,date
H29.12-24O401-0001,0,0,0,0,2024-05-15
END
must config period-rule calendar
must import bad.csv
expect 1 'findings of severity error are told' close 2024-Q2
err_has 'severity error'

# ---- refused ----

year=$(date +%Y)
expect 65 'a period that is not over yet is not closed' close "$year"
err_has early
before=$(digest phieu.ledger)
expect 65 'nor one to come' close $((year + 1))-Q1
is "$(digest phieu.ledger)" "$before" 'not a byte is written'
expect 0 'unless --early' close --early "$year"
expect 64 'a period is wanted' close
expect 64 'a period that is none is a usage error' close 2024-Q9
expect 64 'so is a long word' close 2024-Q3-and-all-that
finish
