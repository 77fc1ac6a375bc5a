#!/bin/sh
# SPDX-License-Identifier: MIT
# Open questions of scanned forms: listed, put on a page with pictures, and
# answered.
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
sample=$PH_TEST_SOURCE/data/sample
two_marks=000.17.22.H56-260806-0009
doubtful=000.17.22.H56-260828-0022
at=2026-09-30T10:00:00Z

# Its data, and its pictures as files: unpack PAGE FOLDER
unpack() {
	mkdir -p "$2"
	python3 - "$1" "$2" <<'PY'
import base64
import json
import re
import sys

page = open(sys.argv[1], encoding="utf-8").read()
data, = re.findall(
    r'<script type="application/json" id="phieu-data">(.*?)</script>', page,
    re.S)
data = json.loads(data)
for i, picture in enumerate(data["pictures"]):
    kind, text = picture.split(",", 1)
    assert kind == "data:image/jpeg;base64"
    with open(f"{sys.argv[2]}/{i}.jpg", "wb") as out:
        out.write(base64.b64decode(text, validate=True))
with open(f"{sys.argv[2]}/data.json", "w", encoding="utf-8") as out:
    json.dump(data, out, ensure_ascii=False)
PY
}

# What a Python expression over its data says: says FOLDER EXPRESSION
says() {
	python3 - "$1/data.json" "$2" <<'PY'
import json
import sys

data = json.load(open(sys.argv[1], encoding="utf-8"))
forms, cards = data["forms"], data["cards"]
print(eval(sys.argv[2]))
PY
}

# By its frame header (ITU-T T.81, B.2.2).
long_side() { # FILE
	python3 - "$1" <<'PY'
import sys

data = open(sys.argv[1], "rb").read()
at = 2
while data[at + 1] not in (0xC0, 0xC1, 0xC2):
    at += 2 + int.from_bytes(data[at + 2:at + 4], "big")
print(max(int.from_bytes(data[at + i:at + i + 2], "big") for i in (5, 7)))
PY
}

qr_codes() { # FOLDER: how many can be read in its pictures
	zbarimg -q --set disable --set qrcode.enable "$1"/*.jpg 2>/dev/null |
		grep -c .
}

make_ledger
expect 0 'a ledger without forms has nothing to ask' review
err_has 'no question is open'
is "$(lines)" 1 'but a header'
expect 0 'its page says so too' review -o empty.html
unpack empty.html empty
is "$(says empty 'len(cards), len(data["questions"])')" '(0, 5)' 'in its data'
expect 64 'who decided is asked for' review --apply x.csv
err_has '--by'
expect 64 'a page has no person' review -o x.html --by Lan
expect 64 'nor an output the decisions' review -o x.html --apply x.csv --by Lan
expect 66 'decisions that are not there' review --apply x.csv --by Lan

# ---- real photographs ----

must load units "$sample/units.csv"
must load officers "$sample/officers.csv"
must load dossiers "$sample/dossiers.csv"
mkdir photos
for i in 02 06 09 11 16; do
	cp "$sample/photos/phieu-$i.jpg" photos/
done
write_photos
mv menu.png photos/
must import --photos photos
is "$(zbarimg -q photos/*.jpg photos/*.png 2>/dev/null | grep -c QR)" 5 \
	'the photographs hold QR codes'
is "$(zbarimg -q photos/*.jpg 2>/dev/null | grep -c '=999')" 4 \
	'with citizens'\'' numbers'

expect 0 'open questions are listed' review
is "$(column field | sort | uniq -c | tr -s ' \n' ' ')" \
	' 3 code 1 cs1 1 cs3 ' 'each on a row'
grep -q "^[0-9]*,[0-9a-f]\{16\},1,1,$two_marks,cs3,1,!,0.9[0-9]*,!,,," "$out"
tell $? 'two marks, as they were seen'
grep -q ",$doubtful,cs1,1,2,0.[0-9]*,?,doubtful-mark,,photos/" "$out"
tell $? 'a doubtful mark'
expect 0 'as objects, too' review --json
is "$(python3 -c 'import json, sys
print({json.loads(line)["now"] for line in sys.stdin} == {"?", "!"})' <"$out")" \
	True 'one a line'

expect 0 'the page is written' review -o page.html
err_has '5 questions of 5 forms'
is "$(mode page.html)" 600 'for its owner alone'
unpack page.html page
is "$(grep -c '{{' page.html)" 0 'with nothing left to fill in'
is "$(says page 'len(cards), len(forms)')" '(5, 5)' 'and all questions'
is "$(says page '[c["field"] for c in cards if forms[c["form"]]["code"] ==
	"'$two_marks'"]')" "['cs3']" 'of each form'
is "$(says page '[f["dossier"][1] for f in forms if f["code"] ==
	"'$doubtful'"]')" "['Vũ Thị Lan']" 'with its dossier'
is "$(says page '[c["spot"] is not None and c["picture"] >= 0 and
	forms[c["form"]]["small"] >= 0 and forms[c["form"]]["code_picture"] >= 0
	for c in cards if forms[c["form"]]["form"]]')" '[True, True]' \
	'and the pictures of forms that were found'
is "$(says page '[f["small"] >= 0 for f in forms if f["file"] ==
	"menu.png"]')" '[True]' 'the page where none was'
is "$(says page '[f["small"] for f in forms if f["file"] ==
	"phieu-11.jpg"]')" '[-1]' 'none of half a file'
err_has '1 question without a picture'
is "$(says page 'len(data["dossiers"]), [d[7] for d in
	data["dossiers"]].index(True)')" '(60, 57)' \
	'the register, dossiers without a rating first'
is "$(qr_codes page)" 0 'no QR code is in a picture'
is "$(grep -c '999[0-9]\{9\}' page/data.json)" 0 \
	'nor a citizen'\''s number in the text'
is "$(says page 'sum(map(len, data["pictures"])) // 30000 < len(cards)')" True \
	'pictures are small'
ledger=$(says page 'data["ledger"]')
is "$(expr length "$ledger")" 16 'it tells the ledger'

rm -r phieu.ledger.crops
expect 0 'where the form is not known' review -o - --form a4
cp "$out" unknown.html
unpack unknown.html unknown
small=$(says unknown '[f["small"] for f in forms if f["code"] ==
	"'$doubtful'"][0]')
is "$(long_side "unknown/$small.jpg")" 200 \
	'the page is too small for any QR code, whatever was found on it'
expect 0 'pictures that were not kept are cut again' review -o - -j 1
cp "$out" again.html
unpack again.html again
is "$(says again '[c["picture"] >= 0 for c in cards if c["spot"]]')" \
	'[True, True]' 'from the photographs'
[ ! -e phieu.ledger.crops ]
tell $? 'and nothing is kept'
mv photos moved
expect 0 'without them' review -o gone.html
err_has '5 questions without a picture'
mv moved photos

# A name that would end the element which the data stand in.
sed 's/Vũ Thị Lan/<\/script><!--/' "$sample/officers.csv" >officers.csv
must load officers officers.csv
expect 0 'whatever the registers say' review -o evil.html
unpack evil.html evil
is "$(says evil '[f["dossier"][1] for f in forms if f["code"] ==
	"'$doubtful'"]')" "['</script><!--']" 'it ends no element'

# ---- answers ----

sheet() { # CODE
	sqlite3 phieu.ledger "SELECT max(s.id) FROM sheet s JOIN code c
		ON c.id = s.code_id WHERE c.code = '$1'"
}
decide() { # FILE PASS ANSWER-TO-cs3 ANSWER-TO-cs1
	{
		echo sheet,photo,field,answer,code,pass,at
		echo "$(sheet $two_marks),$(digest photos/phieu-06.jpg |
			cut -c 1-16),cs3,$3,,$2,$at"
		echo "$(sheet $doubtful),$(digest photos/phieu-09.jpg |
			cut -c 1-16),cs1,$4,,$2,$at"
	} >"$1"
}
decide first.csv 1 1 2
expect 0 'a dry run' review -n --apply first.csv --by 'Nguyễn Thị Lan'
err_has 'first.csv: 2 decisions: 2 new'
expect 0 'keeps nothing' review --second
is "$(lines)" 1 'to be asked again'
expect 0 'decisions are applied' review --apply first.csv \
	--by 'Nguyễn Thị Lan'
err_has '2 forms changed'
expect 0 'once' review --apply first.csv --by 'Nguyễn Thị Lan' --json
out_has '"rows":2,"applied":0,"same":2'
expect 0 'what was answered is not asked' review
is "$(column field | grep -c cs || :)" 0 'any more'

expect 0 'a second pass' review --second -o second.html
err_has '2 questions of 2 forms, second pass'
unpack second.html second
is "$(grep -c 'Nguyễn Thị Lan' second.html)" 0 'does not tell who answered'
is "$(says second '[(c["pass"], c["now"], c["said"], forms[c["form"]]["answers"][
	c["field"]]) for c in cards]')" \
	"[(2, '!', [], '!'), (2, '?', [], '?')]" 'nor what'
is "$(says second 'sorted(f["sheet"] for f in forms)')" \
	"$(says page 'sorted(forms[c["form"]]["sheet"] for c in cards if
		c["field"] != "code")')" 'nor by its number that it changed'
is "$(says second 'data["second"], data["ledger"]')" "(True, '$ledger')" \
	'and says that it is one'
is "$(qr_codes second)" 0 'without a QR code either'
decide second.csv 2 1 1
expect 1 'who differs is told' review --apply second.csv --by 'Lê Văn Minh'
err_has '1 agreed, 1 differed'
expect 0 'a third sees both' review -o third.html
unpack third.html third
is "$(says third '[[(s["by"], s["answer"]) for s in c["said"]] for c in cards if
	c["pass"] == 3]')" \
	"[[('Nguyễn Thị Lan', '2'), ('Lê Văn Minh', '1')]]" 'answers'

sed 's/,cs3,/,cs9,/' first.csv >faulty.csv
expect 65 'a faulty table is refused' review --apply faulty.csv --by Lan
err_has faulty.csv:2:
full review
full review -o -

finish
