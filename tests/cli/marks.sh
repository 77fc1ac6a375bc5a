#!/bin/sh
# SPDX-License-Identifier: MIT
# Marks, from printed forms that are filled in here, through scan and import to
# the ledger and the pictures beside it.
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
fill_in=$PH_TEST_SOURCE/tests/cli/fill_in
a=H29.12-240801-0001
b=H29.12-240801-0002
c=H29.12-240801-0003
d=H29.12-240801-0004

# printed NAME ARGS…: NAME.pdf, NAME.csv and the first page, NAME.pgm
printed() {
	name=$1
	shift
	must print "$@" -o "$name.pdf" --layout "$name.csv"
	pdftoppm -r 150 -gray -f 1 -l 1 -singlefile "$name.pdf" "$name"
}

row() { # CODE COLUMN…: cells of its record, between spaces
	python3 - "$out" "$@" <<'PY'
import csv
import sys

with open(sys.argv[1], encoding="utf-8", newline="") as table:
    for row in csv.DictReader(table):
        if row["code"] == sys.argv[2]:
            print(*(row[name] or "_" for name in sys.argv[3:]))
PY
}

# The names of the pictures without what tells where on the photo they lie.
crops_kept() {
	find $crops -name '*.png' -size +0 |
		sed -n 's|.*/\(.*\)-[0-9a-f]\{8\}\.png|\1|p'
}

printed two $a $b
mkdir anh
"$fill_in" two.pgm two.csv anh/two.png 1:cs1=2 1:cs3=1 1:cs4=0 1:cs7=2 \
	2:cs1=2 2:cs1=0 2:cs3=2 2:cs4=2

# ---- scan ----

expect 0 'marks are read, each form of a photo for itself' scan anh
err_has '1 page with 2 forms: 2 read'
is "$(row $a part form code_from status cs1 cs3 cs4 cs7 hl)" \
	'1 a5 both read 2 1 0 2 -' 'points, and a question that is not asked'
is "$(row $b part form code_from status cs1 cs3 cs4 cs7 hl)" \
	'2 a5 both read ! 2 2 _ -' 'two marks, and a blank'
row $a marks | grep -qE '^cs1=2@(0\.9[0-9]*|1) cs3=1@.* cs4=0@.* cs7=2@'
tell $? 'with the confidence of each'
row $b place | grep -qE '^8[0-9]{2}(\.[0-9])?,'
tell $? 'and where the form lies'
expect 0 '--json says so too' scan --json anh
out_has '"answers":{"cs1":"2","cs3":"1","cs4":"0","cs7":"2","hl":"-"}'
out_has '{"field":"cs1","guess":"!","confidence":'
expect 0 'the layout that print wrote reads as well' \
	scan --layout two.csv anh
is "$(row $b form status cs1 cs3 cs4 cs7)" 'two read ! 2 2 _' 'the same'
is "$(head -n 1 "$out" | cut -d , -f 9-13)" cs1,cs3,cs4,cs7,seen \
	'with a column for each question of it, and no other'

printed lost $c $d
"$fill_in" lost.pgm lost.csv lost.png 1:code 1:cs1=2 1:cs3=2 1:cs4=2 1:cs7=2 \
	2:cs1=1 2:cs3=1 2:cs4=1 2:cs7=1
expect 1 'a code that is not there is missing, but not the marks' scan lost.png
is "$(row '' part status reason cs1 cs3)" '1 unread no-code 2 2' \
	'which wait for it'
is "$(row $d status cs1 cs3)" 'read 1 1' 'and the form beside it is read'

printed blank --blank 2
"$fill_in" blank.pgm blank.csv blank.png \
	1:cs1=2 1:cs3=1 1:cs4=2 1:cs7=1 2:cs1=1 2:cs3=2 2:cs4=1 2:cs7=2
expect 0 'a form that was printed without a code needs none' scan blank.png
is "$(row '' status cs1 | tr '\n' ' ')" 'read 2 read 1 ' 'to be read'

# ---- forms that lie beside others, and cannot be read ----

marks='1:cs1=2 1:cs3=1 1:cs4=2 1:cs7=1 2:cs1=1 2:cs3=2 2:cs4=1 2:cs7=2'
# shellcheck disable=SC2086
"$fill_in" two.pgm two.csv cut.png 2:tag=tl 2:tag=tr 2:tag=br $marks
expect 1 'a form with one tag left is not passed over' scan cut.png
is "$(row $a status cs1) $(row $b part status reason cs1)" \
	'read 2 2 doubtful not-registered ?' 'its code tells which it is'
# shellcheck disable=SC2086
"$fill_in" two.pgm two.csv cut.png 2:tags $marks
expect 1 'nor is one without any' scan cut.png
is "$(row $a status cs1) $(row $b part status reason cs1)" \
	'read 2 2 doubtful not-registered ?' 'where there is room for it'
# shellcheck disable=SC2086
"$fill_in" blank.pgm blank.csv cut.png 2:tag=tl 2:tag=tr 2:tag=br $marks
expect 1 'nor one that was printed without a code' scan cut.png
is "$(row '' part status reason | tr '\n' ' ')" \
	'1 read _ 2 unread not-registered ' 'for its QR code names the form'
mkdir -p forms/moi
sed 's/^tag_group,0/tag_group,9/' "$PHIEU_DATA/forms/a5/form.csv" \
	>forms/moi/form.csv
printed moi --form moi $c $d
"$fill_in" two.pgm two.csv side.png --beside moi.pgm
expect 0 'both kinds of form are found beside each other' scan side.png
is "$(row $a form) $(row $d form)" 'a5 moi' 'each as what it is'
rm -r forms
expect 1 'and one that is not described here is not passed over' scan side.png
is "$(row $c status reason) $(row $d status reason)" \
	'doubtful other-form doubtful other-form' 'it is said that it is'

# ---- forms that are not what they seem ----

sed 's/^\(1,box,cs3,\)2,\([^,]*\),/\15,\2,/' two.csv >changed.csv
expect 1 'a form of another description is not read by this one' \
	scan --form changed.csv anh
is "$(row $a status reason cs1 cs3)" 'doubtful other-form ? ?' 'but refused'
sed 's/^\(1,box,cs3,\)2,\([^,]*\),/\15,\2,/' blank.csv >changed.csv
expect 1 'nor is one without a code' scan --form changed.csv blank.png
is "$(row '' status reason | tr '\n' ' ')" \
	'unread other-form unread other-form ' 'for it says what it is, too'
mkdir -p forms/moi
cp "$PHIEU_DATA/forms/a5/form.csv" forms/moi/
expect 0 'of two forms with the same tags one is looked for' scan anh
err_has 'form moi is not looked for: form moi has the corner tags of form a5'
expect 78 'who names both is told' scan --form a5 --form two.csv anh
err_has 'photographs do not tell them apart'
rm -r forms
printed one $a
# shellcheck disable=SC2086
"$fill_in" two.pgm two.csv cut.png 1:code $marks
expect 1 'the layout of one form alone on its sheet' scan --form one.csv cut.png
is "$(row '' part reason) $(row $b part cs1)" '1 no-code 2 1' \
	"does not take the neighbour's code"
expect 64 'a form wants a name' scan --form
expect 78 'that is known' scan --form tinh anh
err_has 'a4, a5'
sed 's/,box,cs1,2,/,box,cs1,viel,/' two.csv >faulty.csv
expect 78 'a faulty layout is a fault of configuration' \
	scan --form faulty.csv anh
err_has faulty.csv:
sed 's/,box,cs1,/,box,status,/' two.csv >named.csv
expect 78 'a question cannot be called like a column' scan --form named.csv anh
err_has 'column of every record'
sed 's/,box,cs1,/,box,cau-1,/' two.csv >own.csv
expect 1 'questions go by the names of the layout' scan --form own.csv anh
is "$(head -n 1 "$out" | cut -d , -f 9)" cau-1 'in their order'

# ---- forms without tags, as other offices print them ----

printed tinh $a --form a4
mkdir -p forms/tinh mau
"$fill_in" tinh.pgm tinh.csv mau/a.png 1:tags 1:cs1=2 1:cs3=1 1:cs4=0 1:cs7=2 \
	1:hl=1
sed '/,anchor,/d' tinh.csv >forms/tinh/layout.csv
"$fill_in" tinh.pgm tinh.csv forms/tinh/blank.png 1:tags 1:code
expect 0 'a form without tags is found by its codes and its print' \
	scan --form tinh mau/a.png
is "$(row $a form status cs1 cs3 cs4 cs7 hl)" 'tinh read 2 1 0 2 1' 'and read'
expect 0 'also when nobody names it' scan mau/a.png
is "$(row $a form status cs1 cs3 cs4 cs7 hl)" 'tinh read 2 1 0 2 1' 'and read'
expect 1 'a form that was named but is not there is told' scan --form tinh anh
is "$(row '' status reason cs1)" 'unread other-form ?' 'with its reason'
mv forms/tinh/blank.png .
expect 78 'without the picture of its blank it cannot be found' \
	scan --form tinh mau/a.png
err_has 'put blank.png'
rm -r forms
expect 1 'one that cannot be found is not passed over' scan mau/a.png
is "$(row $a status reason cs1)" 'doubtful not-registered ?' \
	'where its code tells that it is of ours'

# ---- import ----

crops=phieu.ledger.crops
make_ledger
# A question whose picture would show the QR code, with a citizen's number.
printed qr $a --url 'https://dvc.example.vn/?SGT=012345678901&MHS={code}'
"$fill_in" qr.pgm qr.csv qr.png 1:cs1=2 1:cs1=1 1:cs3=1 1:cs4=0 1:cs7=2
sed 's/^\(1,text,question,cs1,\)\([^,]*,\)[^,]*,[^,]*,[^,]*/\1,10.00,25.00,128.00,62.00/
	s/,,10.00,25/,10.00,25/' qr.csv >wide.csv
expect 0 'pictures are kept' import --photos --form wide.csv qr.png
is "$(zbarimg -q qr.png | grep -c SGT)" 1 'of what shows more in the photo'
is "$(crops_kept | wc -l) $(zbarimg -q $crops/*.png 2>&1 | grep -c SGT)" \
	'1 0' 'but never of a QR code'
echo qr.png >list
expect_in list 0 'the photo is known' import --photos --files-from -
is "$(crops_kept | wc -l)" 1 'and its picture'
hash=$(digest qr.png)
place=$(sqlite3 phieu.ledger 'SELECT place FROM ratings')
phieu scan --form a5 -o moved.csv qr.png
sed "s/\"$place\"/\"1,1 800,1 800,1200 1,1200\"/; s/,!,1,/,?,1,/; s/,read,,/,doubtful,doubtful-mark,/" \
	moved.csv >again.csv
expect 1 'a form that is found elsewhere when its photo is scanned again' \
	import --correct again.csv
is "$(crops_kept | wc -l)" 2 'gets a picture of its own'
rm -rf phieu.ledger $crops

make_ledger
hash=$(digest anh/two.png | cut -c 1-16)
expect 0 'with -n no picture is kept' import -n --photos anh
[ ! -e $crops ]
tell $? 'nor a folder for them'
expect 0 'import takes the answers' import --photos --date 2024-08-15 anh
err_has 'photos: 1 page with 2 forms: 2 new'
is "$(sqlite3 phieu.ledger "SELECT cs1, cs3, cs4, cs7, hl, part FROM ratings
	WHERE code = '$a'")" '2|1|0|2||1' 'into the ledger'
is "$(sqlite3 phieu.ledger "SELECT answer, guess FROM marks WHERE code = '$b'
	AND field = 'cs1' AND confidence > 0.5")" '!|!' 'with what was seen'
is "$(crops_kept)" "$hash-1-2-cs1" 'and a picture of what is in doubt'
is "$(mode $crops) $(mode $crops/*)" '700 600' 'for the owner alone'
made=$(digest $crops/*)
expect 0 'the same photo again changes nothing' import --photos anh
err_has '0 new, 0 corrected, 1 already there'
is "$(digest $crops/*)" "$made" 'nor the picture'
rm $crops/*
expect 0 'a picture that is missing is made again' import --photos anh
is "$(digest $crops/*)" "$made" 'the same'

phieu scan -o records.csv anh lost.png
rm -rf phieu.ledger $crops
make_ledger
expect 1 'scan records say as much' import records.csv
err_has 'records.csv: 4 rows: 4 new'
is "$(crops_kept | sed 's/^[0-9a-f]*//' | sort | tr '\n' ' ')" \
	'-1-1-code -1-2-cs1 ' 'with pictures, of a missing code too'
sed "s/,,unread,no-code,/x&/; s/,a5,x,,unread/,a5,$c,,unread/" \
	records.csv >typed.csv
expect 0 'a person adds the code alone' import --correct typed.csv
err_has '1 corrected'
is "$(sqlite3 phieu.ledger "SELECT status, cs1, cs3, cs4, cs7, part FROM
	ratings WHERE code = '$c'")" 'read|2|2|2|2|1' \
	'and the marks are there'
rm -r $crops
mv anh moved
expect 0 'photographs that are gone have no pictures' import typed.csv
err_has 'anh/two.png: no pictures of its doubtful marks'
mkdir anh
cp lost.png anh/two.png
expect 0 'nor has another file of that name' import typed.csv
err_has 'the file is another one now'
cp moved/two.png anh/two.png
rm -rf $crops
: >$crops
expect 73 'where no folder can be, there are none, and it is said' \
	import typed.csv
rm $crops
expect 0 'the ratings were safe, and the next run makes them' import typed.csv
crops_kept | grep -q "^$hash-1-2-cs1\$"
tell $? 'when it can'

# ---- purge ----

before=$(ls $crops)
expect 0 'a purge takes the pictures along' purge -n --before 2999-01-01
is "$(ls $crops)" "$before" 'but not with -n'
: >$crops/notes.txt
expect 0 'younger ones stay' purge --before 2020-01-01
is "$(ls $crops | wc -l)" 2 'all'
expect 0 'older ones go' purge --before 2999-01-01
err_has '1 picture'
is "$(ls $crops)" notes.txt 'and nothing else'
expect 0 'and do not come back' import typed.csv
is "$(ls $crops)" notes.txt 'with the photographs'

finish
