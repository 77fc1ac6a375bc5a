#!/bin/bash
# SPDX-License-Identifier: MIT
# What the tests of reading rest on: the same seed makes the same photographs,
# and truth, layout, places and pictures tell the same.
# Usage: check.sh SIMULATOR
set -u
simulate=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
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

take() { # FOLDER OPTIONS
	local folder=$1
	shift
	"$simulate" --pages form.pdf --layout layout.csv --long-side 1200 \
		--draw-codes 000.17.22.H56-260902-0098 -o "$folder" "$@"
}

# A form to photograph: the simulator's own, as other printed forms come.
"$simulate" --blank form.pdf
echo 'code,cs1,cs3,cs4,cs7,hl' >forms.csv
"$simulate" --forms forms.csv --layout layout.csv -o none

take one --count 6 --level office --seed 5 --places one.csv
take two --count 6 --level office --seed 5 --places two.csv
diff -r one two && cmp one.csv two.csv
tell $? 'the same seed makes the same bytes'
take less --count 3 --level office --seed 5
cmp one/photo-0003.jpg less/photo-0003.jpg
tell $? 'a photo does not change when others follow'
take other --count 1 --level office --seed 6
! cmp -s one/photo-0001.jpg other/photo-0001.jpg
tell $? 'another seed makes other bytes'

cat >answers.csv <<'ANSWERS'
code,cs1,cs3,cs4,cs7,hl,style
000.17.22.H56-260902-0099,0,,2+1,1,2,cross black
ANSWERS
take asked --count 2 --level chat --answers answers.csv --seed 2
[ "$(sed -n 's/,chat.*//; 3s/^photo-0002.jpg,//p' asked/truth.csv)" = \
	'000.17.22.H56-260902-0099,0,,!,1,2,cross blank double cross cross' ]
tell $? 'what is asked for is marked' "$(cat asked/truth.csv)"

# A scanner's PDF can be looked at without a decoder of our own.
{
	echo 'cs1,photo'
	for _ in $(seq 24); do
		echo '*,scan.pdf'
	done
} >scans.csv
take scans --count 24 --level scan --answers scans.csv --seed 8 \
	--places scans-places.csv
take hard --count 80 --level hard --long-side 500 --seed 8 \
	--places hard-places.csv
pdftoppm -gray -scale-to 1200 scans/scan.pdf scans/page

cat >look.py <<'PY'
"""Reads truth, layout and places; prints a line for each disagreement."""
import csv
import glob
import re
import sys


def rows(path):
    with open(path, encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def load(path):
    with open(path, "rb") as image:
        head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", image.read(40))
        image.seek(head.end())
        return int(head[1]), int(head[2]), image.read()


def upright_size(path):
    """Of a JPEG as the simulator writes it: EXIF comes first if at all."""
    with open(path, "rb") as image:
        data = image.read()
    turned = data[3] == 0xe1 and data[31] in (6, 8)
    at = 2
    while data[at + 1] not in (0xc0, 0xc1, 0xc2):
        at += 2 + data[at + 2] * 256 + data[at + 3]
    size = [data[at + i] * 256 + data[at + i + 1] for i in (7, 5)]
    return size[::-1] if turned else size


def inside(place):
    size = upright_size("hard/" + place["photo"])
    return all(0 < float(place["x%d" % i]) < size[0]
               and 0 < float(place["y%d" % i]) < size[1] for i in range(1, 5))


def ink(page, place):
    """The darkest tenth of the box within its outline, from its paper."""
    width, _, px = page
    corner = [(float(place["x%d" % i]), float(place["y%d" % i]))
              for i in range(1, 5)]
    seen = []
    for a in range(20):
        for b in range(20):
            u, v = 0.2 + 0.6 * a / 19, 0.2 + 0.6 * b / 19
            x, y = (sum(w * c[k] for w, c in zip(
                ((1 - u) * (1 - v), u * (1 - v), u * v, (1 - u) * v), corner))
                for k in (0, 1))
            seen.append(px[int(y) * width + int(x)])
    seen.sort()
    return seen[-20] - seen[20]


def cells(truth, options):
    for form in truth:
        did = form["did"].split(" ")
        if len(did) != len(options):
            print(form["photo"], "did", form["did"])
        for word, (field, values) in zip(did, options.items()):
            cell = form[field]
            if cell not in values + ["", "!"] \
                    or (cell == "") != (word == "blank") \
                    or (cell == "!") != (word == "double"):
                print(form["photo"], field, repr(cell), word)


def marks(truth, places, pages):
    agree = asked = 0
    for n, form in enumerate(truth):
        boxes = [p for p in places[n] if p["kind"] == "box"]
        for field in {b["field"] for b in boxes}:
            dark = {b["value"]: ink(pages[n], b)
                    for b in boxes if b["field"] == field}
            if form[field] in dark:
                asked += 1
                agree += max(dark, key=dark.get) == form[field]
    # Circles stand around their box, corrections blacken another, and a
    # mark beside its box leaves it empty.
    if asked < 60 or agree < 0.8 * asked:
        print("ink in", agree, "of", asked, "marked boxes")


def main(kind):
    options = {}
    for item in rows("layout.csv"):
        if item["kind"] == "box":
            options.setdefault(item["field"], []).append(item["value"])
    if kind == "cells":
        cells(rows("hard/truth.csv") + rows("scans/truth.csv"), options)
    elif kind == "places":
        for place in rows("hard-places.csv"):
            if place["kind"] == "box" and not inside(place):
                print(place)
    else:
        per = len(rows("scans-places.csv")) // 24
        places = rows("scans-places.csv")
        marks(rows("scans/truth.csv"),
              [places[i * per:(i + 1) * per] for i in range(24)],
              [load(name) for name in sorted(glob.glob("scans/page-*.pgm"))])


main(sys.argv[1])
PY
for kind in cells places marks; do
	case $kind in
	cells) name='truth has the points of the layout, and did agrees' ;;
	places) name='every box is in the photo' ;;
	marks) name='there is ink where the truth says so' ;;
	esac
	found=$(python3 look.py "$kind" 2>&1)
	[ -z "$found" ]
	tell $? "$name" "$found"
done
echo "1..$count"
