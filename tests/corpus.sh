#!/bin/bash
# SPDX-License-Identifier: MIT
# The photo corpus and its floors: the sample's photographs; printed forms, and
# another office's form without tags, that the simulator photographs anew at
# each level. A code that was not on the form fails, always, and so does a
# wrong answer that was taken for sure; how many codes and answers must be read
# is the floor of each class.
# Usage: corpus.sh PHIEU SIMULATOR
set -u
phieu=$(realpath "$1")
simulate=$(realpath "$2")
source=${PH_TEST_SOURCE:?}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset PHIEU_LEDGER PHIEU_FORMS
cd "$work" || exit 1
count=0

tell() { # STATUS NAME [DETAIL]
	count=$((count + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $count - $2"
	else
		echo "not ok $count - $2"
		printf '%s\n' "${3:-}" | sed 's/^/# /'
	fi
}

# Prints, a line each: codes read, answers read for sure, and three counts with
# what they count: wrong codes, wrong answers, and what is quiet about why it
# was not read. Arguments: RECORDS, then FOLDER=TRUTH of each folder.
cat >"$work/compare.py" <<'PY'
import csv
import os
import sys

ABOUT = {"photo", "code", "did", "level", "page", "slot", "pen", "scene"}
codes, sure = 0, 0
wrong_codes, wrong_answers, quiet = [], [], []


def rows(path):
    with open(path, encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def answers(name, form, record):
    """A mark beside its box is not judged: the value is a person's guess."""
    global sure
    fields = [field for field in form if field not in ABOUT]
    for field, did in zip(fields, form["did"].split()):
        told = record[field]
        if did == "-" or "beside" in did or told == "?":
            if told == "?" and record["status"] == "read":
                quiet.append(f"{name} {field}")
            continue
        if told == form[field]:
            sure += 1
        else:
            wrong_answers.append(
                f"{name} {field}: {told or 'blank'} for {did}")


truth = {}
for pair in sys.argv[2:]:
    folder, path = pair.split("=")
    for form in rows(path):
        photo = os.path.realpath(os.path.join(folder, form["photo"]))
        truth.setdefault((photo, form["page"]), []).append(form)
records = rows(sys.argv[1])
# Those with a code first: what is left of a photograph belongs to the others.
for record in sorted(records, key=lambda record: not record["code"]):
    key = (os.path.realpath(record["photo"]), record["page"])
    name = f"{os.path.basename(record['photo'])} {record['page']}"
    forms = truth.get(key, [])
    same = [form for form in forms if form["code"] == record["code"]]
    if record["code"] and not same:
        wrong_codes.append(f"{name}: {record['code']}")
        continue
    if not record["code"] and not same:
        same = forms
        if not record["reason"]:
            quiet.append(name)
    if not same:
        continue
    form = same[0]
    forms.remove(form)
    codes += record["code"] != ""
    answers(name, form, record)
quiet += [f"{form['photo']}: no record"
          for forms in truth.values() for form in forms
          if not any(record["reason"] and os.path.basename(record["photo"])
                     == form["photo"] for record in records)]
print(codes)
print(sure)
for found in wrong_codes, wrong_answers, quiet:
    print(len(found), *found, sep="; ")
PY

# judge NAME RECORDS CODES ANSWERS FOLDER=TRUTH…
judge() {
	local name=$1 records=$2 least=$3 least_sure=$4
	local codes sure wrong false_answers quiet
	shift 4
	python3 "$work/compare.py" "$records" "$@" >"$work/result"
	{
		read -r codes
		read -r sure
		read -r wrong
		read -r false_answers
		read -r quiet
	} <"$work/result"
	[ "${wrong%%;*}" = 0 ]
	tell $? "$name: no wrong code" "$wrong"
	[ "${false_answers%%;*}" = 0 ]
	tell $? "$name: no wrong answer is sure" "$false_answers"
	[ "${quiet%%;*}" = 0 ]
	tell $? "$name: what is not read says why" "$quiet"
	[ "${codes:-0}" -ge "$least" ]
	tell $? "$name: at least $least codes read" "$codes read"
	[ "${sure:-0}" -ge "$least_sure" ]
	tell $? "$name: at least $least_sure answers read" "$sure read"
}

# hides NAME RECORDS LOG: the QR codes carry a citizen's number.
hides() {
	[ -s "$2" ] && ! grep -q 038012345678 "$2" "$3"
	tell $? "$1: the payload stays in memory"
}

"$phieu" -q scan "$source/data/sample/photos" -o sample.csv
judge 'the sample' sample.csv 15 64 \
	"$source/data/sample/photos=$source/data/sample/photos-truth.csv"

url='https://dichvucong.example.gov.vn/tra-cuu?SGT=038012345678&MHS={code}'
"$phieu" -q print 000.17.22.H56-260902-0038 H15.50.05.13-261008-0975 \
	H29.12-260804-0007 --url "$url" -o a5.pdf --layout a5.csv
"$phieu" -q print 000.17.22.H56-260903-0011 H29.12-260805-0042 --form a4 \
	--url "$url" -o a4.pdf --layout a4.csv
# LEVEL CODES ANSWERS: of three A5 and two A4, 22 answers
while read -r level codes answers; do
	mkdir "$level"
	for form in a5 a4; do
		"$simulate" --pages $form.pdf --layout $form.csv \
			--level "$level" --seed 7 --long-side 2000 \
			-o "$level/$form"
	done
	"$phieu" scan "$level" -o "$level.csv" 2>"$level.log"
	judge "$level" "$level.csv" "$codes" "$answers" \
		"$level/a5=$level/a5/truth.csv" "$level/a4=$level/a4/truth.csv"
	hides "$level" "$level.csv" "$level.log"
done <<'LEVELS'
scan 5 21
easy 5 20
office 5 20
chat 5 19
hard 4 12
LEVELS

# Another office's form: without tags, known by its layout and its blank.
cat >forms.csv <<'FORMS'
code,url,title,unit,name,cs1,cs3,cs4,cs7,hl,style
000.17.22.H56-260902-0038,,,UBND phường Đông Hương,,2,1,0,2,2,tick
H15.50.05.13-261008-0975,https://dichvucong.example.gov.vn/tra-cuu?SGT=038012345678&MHS={code},,UBND phường Đông Hương,,2,2,,1,1,cross
FORMS
mkdir other
"$simulate" --blank other/blank.pdf
# LEVEL CODES ANSWERS: of two forms, 10 answers
while read -r level codes answers; do
	photos=other-$level
	"$simulate" --forms forms.csv --level "$level" --seed 7 \
		--long-side 2000 --layout other/layout.csv -o "$photos"
	"$phieu" scan --form other/layout.csv "$photos" -o "$photos.csv" \
		2>"$photos.log"
	judge "another office's form, $level" "$photos.csv" "$codes" \
		"$answers" "$photos=$photos/truth.csv"
	hides "another office's form, $level" "$photos.csv" "$photos.log"
done <<'LEVELS'
scan 2 9
easy 2 9
office 2 8
LEVELS
echo "1..$count"
