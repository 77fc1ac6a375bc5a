#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
unset PHIEU_FORMS

rows() { # KIND FILE
	grep -c "^1,$1," "$2"
}

# ---- learn: a form with a code, printed by another's hand ----

must print H29.12-240801-0001 --form a4 -o form.pdf --layout printed.csv
expect 0 'learn describes a blank' form learn form.pdf --id huyen
out_empty
err_has '15 boxes'
err_has 'name fields and values in layout.csv'
layout=forms/huyen/layout.csv
is "$(head -n 1 $layout)" 'page,kind,field,value,x_mm,y_mm,w_mm,h_mm,slot' \
	'the layout has its columns'
is "$(rows page $layout) $(rows qr $layout) $(rows barcode $layout)" '1 1 1' \
	'page, QR code and barcode are in it'
is "$(rows anchor $layout)" 0 'corner tags are nothing to it'
is "$(cut -d , -f 1-4 $layout | grep ,box, | tr '\n' ' ')" \
	"$(for q in 1 2 3 4 5; do
		for _ in 1 2 3; do printf '1,box,q%d, ' $q; done
	done)" 'five rows of three boxes, unnamed'
# Each box and code against the place where it was printed, 0.3 mm.
far=$(awk -F, '
	$2 != "box" && $2 != "qr" && $2 != "barcode" { next }
	FNR == NR { n++; kind[n] = $2; x[n] = $5; y[n] = $6; w[n] = $7; next }
	{
		found = 0
		for (i = 1; i <= n; i++)
			if (kind[i] == $2 && ($5 - x[i])^2 < 0.09 &&
			    ($6 - y[i])^2 < 0.09 && ($7 - w[i])^2 < 0.16)
				found = 1
		if (!found) far++
	}
	END { print far + 0 }' printed.csv $layout)
is "$far" 0 'all within 0.3 mm of where they were printed'
for name in blank boxes; do
	is "$(head -c 4 forms/huyen/$name.png | tail -c 3)" PNG \
		"$name.png is a picture"
done
err_has 'asks as many questions'
err_has '--fields cs1,cs3,cs4,cs7,hl --values 2,1,0'

# ---- the officer's names are safe ----

before=$(digest $layout)
expect 73 'a description is not overwritten' form learn form.pdf --id huyen
err_has '--force'
is "$(digest $layout)" "$before" 'and is as it was'

# ---- check ----

expect 65 'boxes without points are faults' form check huyen
err_has 'layout.csv:5:4: '
expect 1 'a faulty description is listed as such' form list
is "$(column id | grep -cx huyen)" 1 'among the others'
is "$(grep '^huyen,' "$out" | cut -d , -f 2-6)" learned,faulty,5,15,2 \
	'with what it has'
expect 1 'and can be shown' form show huyen -o show.png
is "$(head -c 4 show.png | tail -c 3)" PNG 'as a picture'

expect 0 'learn names what it is told' form learn form.pdf --id huyen \
	--force --fields cs1,cs3,cs4,cs7,hl --values 2,1,0
err_lacks 'asks as many questions'
is "$(cut -d , -f 3,4 $layout | tail -n 3 | tr '\n' ' ')" \
	'hl,2 hl,1 hl,0 ' 'row by row'
expect 0 'a named one is sound' form check huyen
err_has '5 questions, 15 boxes'
expect 0 'and ready' form list
is "$(grep '^huyen,' "$out" | cut -d , -f 3)" ready 'in the list'
expect 0 'and shown without a word' form show huyen -o show.png
err_empty
expect 0 'to standard output too' form show huyen
is "$(head -c 4 "$out" | tail -c 3)" PNG 'as a picture'

cp $layout sound.csv
sed -i -e '5s/,cs1,/,cs99,/' -e '6s/,cs1,1,/,cs1,7,/' \
	-e '9s/,cs3,1,/,cs3,2,/' $layout
expect 65 'check tells every fault' form check ./forms/huyen/
err_has 'layout.csv:5:3: «field»: «cs99» is no question of tt01-2018'
err_has 'layout.csv:6:4: «value»: «7»: tt01-2018 gives no such points'
err_has 'layout.csv:9:4: «value»: a second box for cs3'
sed -e '6s/,[0-9.]*,\([0-9.]*,6\)/,15.60,\1/' sound.csv >$layout
expect 65 'boxes over each other are a fault' form check huyen
err_has 'lies over'
grep -v ,hl, sound.csv >$layout
expect 0 'a question less may be meant' form check huyen
err_has 'note: hl of tt01-2018 is not asked'
mv forms/huyen/blank.png .
expect 65 'a missing blank is a fault' form check huyen
err_has blank.png
mv blank.png forms/huyen/
cp sound.csv $layout
expect 78 'an unknown form is named' form check keine
expect 78 'and an unknown rule set' form check huyen --rules tt99-2099
expect 0 'a template can be checked' form check a5
err_has 'sound'
expect 64 'but is shown by print' form show a5 -o a5.png

# ---- counts that differ ----

expect 65 'four names for five rows' form learn form.pdf --id x \
	--fields cs1,cs3,cs4,cs7
err_has '5 rows of boxes'
expect 65 'two points for three boxes' form learn form.pdf --id x --values 1,0
err_has 'has 3 boxes'
expect 64 'a name twice' form learn form.pdf --id x --fields a,b,c,d,a
expect 64 'a name that is none' form learn form.pdf --id x --fields a,b,c,d,ô
expect 64 'points that are none' form learn form.pdf --id x --values a,b,c
[ ! -e forms/x ]
tell $? 'and nothing is left of these'

# ---- other blanks ----

cp forms/huyen/blank.png picture.png
expect 0 'a picture is learned too' form learn picture.png --id bild
err_has 'taken for 210.0 mm wide'
is "$(rows box forms/bild/layout.csv)" 15 'with the same boxes'
expect 0 'its width can be told' form learn picture.png --id halb \
	--width 148,5
is "$(sed -n 2p forms/halb/layout.csv | cut -d , -f 7)" 148.50 'in mm'
expect 0 'and the folder' form learn picture.png --id bild -o other/place
[ -s other/place/bild/layout.csv ]
tell $? 'which is made'
PHIEU_FORMS=$PWD/elsewhere
export PHIEU_FORMS
expect 0 'PHIEU_FORMS is where forms are' form learn picture.png --id woanders
expect 1 'and found' form list
is "$(column id | grep -cx woanders)" 1 'by their ids'
unset PHIEU_FORMS
mkdir below
make_ledger
cd below || exit 1
expect 0 'beside the ledger they are too' form learn ../picture.png --id unten
[ -s ../forms/unten/layout.csv ]
tell $? 'from a folder below'
cd ..

# ---- what is refused ----

write_photos
expect 65 'a blank without boxes' form learn blank.png --id leer --width 100
err_has 'no empty boxes'
err_has '--cells'
echo words >words.txt
expect 65 'what is no picture' form learn words.txt --id x
expect 66 'what is not there' form learn nowhere.pdf --id x
must print --blank 3 --form a4 -o three.pdf
expect 64 'a document of several pages' form learn three.pdf --id x
err_has '3 pages'
expect 0 'of which one is named' form learn three.pdf --id drei --page 2
expect 64 'and not one that is missing' form learn three.pdf --id x --page 4
for id in '' A 'a b' ../x -x abcdefghijklmnopqrstuvwxyz ö; do
	expect 64 "«$id» is no id" form learn form.pdf "--id=$id"
done
expect 64 'an id is wanted' form learn form.pdf
expect 64 'digits are digits' form learn form.pdf --id x --digits abc
expect 64 'a width is a width' form learn form.pdf --id x --width 2m
expect 64 'check takes no options of learn' form check huyen --force
expect 64 'list takes no operand' form list huyen
expect 64 'learn takes one' form learn form.pdf form.pdf --id x
expect 64 'an unknown word' form lern form.pdf --id x
err_has 'is learn meant?'
: >file
expect 73 'a folder that cannot be made' form learn picture.png --id x -o file
full form list
full form show huyen
finish
