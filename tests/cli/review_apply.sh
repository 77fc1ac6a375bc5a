#!/bin/sh
# SPDX-License-Identifier: MIT
# What persons decide goes into the ledger, once, and stays there.
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
make_ledger
write_registers
for register in units officers dossiers; do
	must load "$register" "$register.csv"
done

hash=00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
photo=0011223344556677
at=2024-09-30T02:00:00Z
# Two forms of one photograph: of the first a mark is in doubt, of the second
# no code was read.
cat >records.csv <<END
photo,page,sha256,form,code,code_from,status,reason,cs1,cs3,cs4,cs7,hl,part,marks,place,date
a.jpg,1,$hash,h29,H29.12-240801-0001,qr,doubtful,doubtful-mark,2,?,2,1,2,1,cs1=2@0.99 cs3=1@0.7 cs4=2@0.99 cs7=1@0.99 hl=2@0.99,"10,10 90,10 90,120 10,120",2024-08-15
a.jpg,1,$hash,h29,,,unread,no-code,1,1,1,1,1,2,cs1=1@0.99 cs3=1@0.99 cs4=1@0.99 cs7=1@0.99 hl=1@0.99,"110,10 190,10 190,120 110,120",2024-08-15
END
must import records.csv

cell() { # COLUMN: of officer A
	phieu export mau-03 --period 2024-Q3 --headers ids
	column "$1" | head -n 1
}
is "$(cell forms)" 1 'before, one form counts for officer A'

head=sheet,photo,field,answer,code,pass,at
cat >decisions.csv <<END
$head
1,$photo,cs3,2,,1,$at
2,$photo,code,code,h29.12-240801-0002,1,$at
END
before=$(digest phieu.ledger)
expect 0 'with -n nothing is written' review -n --apply decisions.csv --by Lan
is "$(digest phieu.ledger)" "$before" 'not a byte'
expect 64 'whose word it is must be said' review --apply decisions.csv
expect 0 'decisions are applied' review --apply decisions.csv --by Lan
out_empty
is "$(cell forms)" 2 'then both count'
is "$(cell cs3)" 1.5 'with what the person said'
phieu validate -q
out_lacks doubtful-mark
out_lacks unread-photo

before=$(digest phieu.ledger)
expect 0 'the same table again changes nothing' \
	review --apply decisions.csv --by Lan
is "$(digest phieu.ledger)" "$before" 'not a byte of it'
expect_in decisions.csv 0 'from standard input, too' \
	review --apply - --by Lan
expect 1 'nor do the records again' import records.csv
err_has '2 already there'
expect 1 'nor with --correct' import --correct records.csv
err_has '2 already there'
is "$(digest phieu.ledger)" "$before" 'the word of a person stands'
sed 's/doubtful,doubtful-mark,2,?/read,,2,0/' records.csv >better.csv
expect 1 'another reading is told' import --correct better.csv
err_has 'what nobody has reviewed'
is "$(digest phieu.ledger)" "$before" 'and not taken'

cat >late.csv <<END
$head
1,$photo,cs3,0,,1,2024-09-30T03:00:00Z
END
cp phieu.ledger kept.ledger
expect 0 'a slip is mended by who made it' review --apply late.csv --by Lan
is "$(cell cs3)" 0.5 'as long as nobody else has judged it'
mv kept.ledger phieu.ledger
expect 1 'an answer that comes too late' review --apply late.csv --by Minh
err_has 'sheet 1, cs3'
err_has '--second'
is "$(digest phieu.ledger)" "$before" 'is not applied'

cat >second.csv <<END
$head
1,$photo,cs3,1,,2,$at
2,$photo,code,code,H29.12-240801-0003,2,$at
END
expect 65 'nobody is their own second' review --apply second.csv --by lan
err_has second.csv:2:6
err_has second.csv:3:6
is "$(digest phieu.ledger)" "$before" 'and nothing of the file is applied'
expect 1 'two who differ' review --apply second.csv --by Minh
is "$(cell forms)" 1 'take the form away from its dossier'
is "$(cell cs3)" '' 'and the question its points'
phieu validate -q
out_has doubtful-mark
out_has 'hai người đọc mã hồ sơ khác nhau'

cat >third.csv <<END
$head
1,$photo,cs3,1,,3,$at
2,$photo,code,code,H29.12-240801-0003,3,$at
END
before=$(digest phieu.ledger)
for name in Lan MINH; do
	expect 65 "$name does not settle what $name said" \
		review --apply third.csv --by "$name"
	err_has third.csv:2:6
	err_has 'a third person'
done
is "$(digest phieu.ledger)" "$before" 'and nothing is applied'
expect 0 'a third settles it' review --apply third.csv --by Hoa
is "$(cell forms)" 2 'both forms count again'
is "$(cell cs3)" 1.0 'as the third says'

cat >wrong.csv <<END
$head
1,$photo,cs3,7,,1,$at
99,$photo,cs3,1,,1,$at
1,$photo,code,code,H29,1,$at
END
expect 65 'faults are told by line and column' \
	review --apply wrong.csv --by Lan
err_has wrong.csv:2:4
err_has wrong.csv:4:5
expect 66 'a file that is not there' review --apply none.csv --by Lan

cat >none.csv <<END
$head
1,$photo,hl,unreadable,,1,$at
END
expect 1 'what was read surely is not asked' review --apply none.csv --by Lan

# ---- what a code that was given brings about ----

mkdir codes
cd codes || exit 1
make_ledger
write_registers
for register in units officers dossiers; do
	must load "$register" "$register.csv"
done
rated=H29.12-240801-0001
cat >records.csv <<END
photo,page,sha256,form,code,code_from,status,reason,cs1,cs3,cs4,cs7,hl,part,date
a.jpg,1,a1${hash#00},h29,$rated,qr,read,,2,2,2,2,2,1,2024-08-15
b.jpg,1,b1${hash#00},h29,,,unread,blurred,?,?,?,?,?,1,2024-08-15
c.jpg,1,c1${hash#00},h29,,,unread,no-code,1,1,1,1,1,1,2024-08-15
d.jpg,1,d1${hash#00},h29,,,unread,no-code,2,2,2,2,2,1,2024-08-15
END
must import records.csv
give() { # SHEET LETTER CODE: a table
	printf '%s\n' "$head" "$1,${2}1${photo#00},code,code,$3,1,$at"
}
forms() {
	phieu status --period 2024-Q3 --json
	sed 's/.*"forms_received":\([0-9]*\).*"not_keyed":\([0-9]*\).*/\1 \2/' \
		"$out"
}

is "$(forms)" '3 0' 'a photo that tells nothing is no form'
give 2 b "$rated" >repeated.csv
expect 0 'it gets the code of a dossier that is rated' \
	review --apply repeated.csv --by Lan
is "$(forms)" '4 1' 'and is a form that waits for its answers'
phieu validate -q
out_has ",$rated,,Phiếu $rated được chụp 2 lần."
out_lacks second-rating

give 4 d H29.12-240801-0099 >unknown.csv
expect 1 'a code that the register lacks is told' \
	review --apply unknown.csv --by Lan
err_has '1 code that the register does not have'
phieu validate -q
out_has ,unknown-code,
phieu review
out_lacks d1${photo#00}
expect 0 'once: it was the very same' review --apply unknown.csv --by Lan

give 3 c "$rated" >conflict.csv
expect 1 'a second rating is told' review --apply conflict.csv --by Lan
err_has '1 dossier rated twice'
phieu validate -q
out_has ,second-rating,

give 3 c "$rated" | sed "s/$at/2099-01-01T00:00:00Z/" >future.csv
expect 65 'an answer of a day to come' review --apply future.csv --by Lan
err_has future.csv:2:7
printf '%s\n' "$head" "1,a1${photo#00},cs1,0,,1,$at" >sure.csv
expect 1 'what was read surely' review --apply sure.csv --by Lan
err_has 'pass 1 was never asked'
err_has 'nobody was asked'
cd .. || exit 1

if have sqlite3; then
	is "$(sqlite3 -readonly phieu.ledger \
		'SELECT group_concat(DISTINCT by) FROM judgements')" \
		Lan,Minh,Hoa 'the ledger knows who said what'
else
	skip 'the ledger knows who said what' 'no sqlite3'
fi

# ---- a word that changes nothing ----

must init -L several.ledger --unit H29.12 --name 'UBND xã An Bình'
export PHIEU_LEDGER=several.ledger
cat >several.csv <<END
photo,page,sha256,form,code,code_from,status,reason,cs1,cs3,cs4,cs7,hl,marks,date
b.jpg,1,$hash,h29,H29.12-240801-0005,qr,doubtful,doubtful-mark,2,!,2,1,2,cs3=!@0.8,2024-08-15
END
must import several.csv
cat >several-too.csv <<END
$head
1,$photo,cs3,several,,1,$at
END
expect 0 'a person sees two marks as well' \
	review --apply several-too.csv --by Lan
before=$(digest several.ledger)
sed 's/doubtful,doubtful-mark,2,!/read,,2,2/' several.csv >better.csv
expect 1 'a reading that sees one is told' import --correct better.csv
err_has '0 corrected'
err_has 'what nobody has reviewed'
is "$(digest several.ledger)" "$before" 'and not taken either'
finish
