#!/bin/bash
# SPDX-License-Identifier: MIT
# The photo corpus and its floors: the sample's photographs, and forms that the
# simulator photographs anew at each level. A code that was not on the form
# fails, always; how many must be read is the floor of each class.
# Usage: corpus.sh PHIEU SIMULATOR
set -u
phieu=$(realpath "$1")
simulate=$(realpath "$2")
source=${PH_TEST_SOURCE:?}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
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

# judge RECORDS TRUTH FLOOR NAME: compares by the photo's name (and page)
judge() {
	python3 - "$1" "$2" >"$work/result" <<'PY'
import csv
import os
import sys

truth = {}
with open(sys.argv[2], encoding="utf-8", newline="") as table:
    for row in csv.DictReader(table):
        key = (os.path.basename(row["photo"]), row.get("page") or "1")
        truth[key] = row["code"]
read, wrong, quiet = 0, [], []
with open(sys.argv[1], encoding="utf-8", newline="") as table:
    for row in csv.DictReader(table):
        key = (os.path.basename(row["photo"]), row["page"])
        if row["code"] and row["code"] == truth.get(key):
            read += 1
        elif row["code"]:
            wrong.append(f"{key}: {row['code']}")
        elif not row["reason"]:
            quiet.append(str(key))
print(read)
print(len(wrong), *wrong)
print(len(quiet), *quiet)
PY
	{ read -r reads; read -r wrong; read -r quiet; } <"$work/result"
	[ "${wrong%% *}" = 0 ]
	tell $? "$4: no wrong code" "$wrong"
	[ "${quiet%% *}" = 0 ]
	tell $? "$4: what is not read says why" "$quiet"
	[ "${reads:-0}" -ge "$3" ]
	tell $? "$4: at least $3 codes read" "$reads read"
}

"$phieu" -q scan "$source/data/sample/photos" -o "$work/sample.csv"
judge "$work/sample.csv" "$source/data/sample/photos-truth.csv" 10 \
	'the sample'

cat >"$work/forms.csv" <<'FORMS'
code,url,title,unit,name,cs1,cs3,cs4,cs7,hl,style
000.17.22.H56-260902-0038,,,UBND phường Đông Hương,,2,1,0,2,2,tick
H15.50.05.13-261008-0975,https://dichvucong.example.gov.vn/tra-cuu?SGT=038012345678&MHS={code},,UBND phường Đông Hương,,2,2,,1,1,cross
FORMS
# LEVEL FLOOR: of two forms
while read -r level floor; do
	"$simulate" --forms "$work/forms.csv" --level "$level" --seed 7 \
		--long-side 2000 -o "$work/$level"
	"$phieu" -q scan "$work/$level" -o "$work/$level.csv" 2>/dev/null
	judge "$work/$level.csv" "$work/$level/truth.csv" "$floor" "$level"
	# The QR of the second form carries a citizen's number.
	! grep -rq 038012345678 "$work/$level.csv"
	tell $? "$level: the payload stays in memory"
done <<'LEVELS'
scan 2
easy 2
office 2
chat 2
hard 1
LEVELS
echo "1..$count"
