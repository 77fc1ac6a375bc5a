# SPDX-License-Identifier: MIT
# shellcheck shell=sh disable=SC2034
# The harness of the command-line tests: each file sources it, works in a
# folder of its own that is removed at the end, and prints TAP.
#
#	. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
#	expect 64 'an unknown option is a usage error' scan --foo
#	err_has 'is not an option of scan'
#	finish
#
# expect runs phieu and checks its status; the checks that follow look at what
# it wrote: $out and $err are files.
set -u
umask 022
: "${PHIEU:?the binary}" "${PH_TEST_SOURCE:?the source root}"

sandbox=$(mktemp -d "${TMPDIR:-/tmp}/phieu-cli.XXXXXX") || exit 1
trap 'rm -rf "$sandbox"' EXIT
trap 'exit 1' HUP INT TERM
mkdir "$sandbox/here" && cd "$sandbox/here" || exit 1
out=$sandbox/out
err=$sandbox/err

export PHIEU_DATA="${PHIEU_DATA:-$PH_TEST_SOURCE/data}"
export LC_ALL=C.UTF-8
unset PHIEU_LEDGER

count=0
status=0
sentence=

# ---- verdicts ----

# STATUS SENTENCE: one line of TAP; what phieu wrote when it is not ok.
tell() {
	count=$((count + 1))
	line=$(printf '%s' "$2" | tr '\n' ' ')
	if [ "$1" -eq 0 ]; then
		echo "ok $count - $line"
		return
	fi
	echo "not ok $count - $line"
	echo "# status $status"
	sed 's/^/# out: /' "$out" 2>/dev/null | head -n 40
	sed 's/^/# err: /' "$err" 2>/dev/null | head -n 40
}

finish() {
	echo "1..$count"
}

skip() { # SENTENCE WHY
	count=$((count + 1))
	echo "ok $count - $1 # SKIP $2"
}

# ---- running ----

# Runs phieu; standard input is empty unless it is redirected.
phieu() {
	"$PHIEU" "$@" >"$out" 2>"$err"
	status=$?
}

# STATUS SENTENCE ARGS…
expect() {
	want=$1
	sentence=$2
	shift 2
	phieu "$@" </dev/null
	[ "$status" -eq "$want" ]
	tell $? "$sentence"
}

# The same with a standard input of its own: expect_in FILE STATUS …
expect_in() {
	input=$1
	want=$2
	sentence=$3
	shift 3
	phieu "$@" <"$input"
	[ "$status" -eq "$want" ]
	tell $? "$sentence"
}

# Must work for what follows to make sense; said only when it does not.
must() {
	phieu "$@" </dev/null
	[ "$status" -le 1 ] && return
	tell 1 "phieu $* works"
	finish
	exit 1
}

# A full stdout is an error: full ARGS…
full() {
	"$PHIEU" "$@" >/dev/full 2>"$err" </dev/null
	status=$?
	: >"$out"
	[ "$status" -eq 74 ]
	tell $? "phieu $* exits 74 when stdout is full"
}

# ---- looking at what it wrote, under the sentence of the last expect ----

out_has() {
	grep -qF -e "$1" "$out"
	tell $? "$sentence: stdout says «$1»"
}

err_has() {
	grep -qF -e "$1" "$err"
	tell $? "$sentence: stderr says «$1»"
}

out_lacks() {
	! grep -qF -e "$1" "$out"
	tell $? "$sentence: stdout does not say «$1»"
}

err_lacks() {
	! grep -qF -e "$1" "$err"
	tell $? "$sentence: stderr does not say «$1»"
}

out_empty() {
	[ ! -s "$out" ]
	tell $? "$sentence: nothing on stdout"
}

err_empty() {
	[ ! -s "$err" ]
	tell $? "$sentence: nothing on stderr"
}

err_lines() { # N
	[ "$(wc -l <"$err")" -eq "$1" ]
	tell $? "$sentence: $1 lines on stderr"
}

# stdout is exactly this file's bytes: standard input.
out_is() {
	cat >"$sandbox/want"
	cmp -s "$sandbox/want" "$out"
	tell $? "$sentence: stdout is as it should be"
}

is() { # GOT WANT SENTENCE
	[ "$1" = "$2" ]
	tell $? "$3 (got «$1», want «$2»)"
}

# The cells of a column of stdout, one a line: column NAME [SEPARATOR]. For
# tables without quoted separators.
column() {
	awk -F"${2:-,}" -v name="$1" '
		NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i }
		NR > 1 { print at ? $at : "no column " name }' "$out"
}

lines() { # of stdout
	wc -l <"$out" | tr -d ' '
}

digest() { # FILE
	sha256sum <"$1" | cut -d ' ' -f 1
}

mode() { # FILE
	stat -c %a "$1"
}

have() { # PROGRAM
	command -v "$1" >/dev/null
}

# ---- what the tests work on ----

# A ledger of a commune, with nothing in it.
make_ledger() {
	must init --unit H29.12 --name 'UBND xã An Bình'
}

write_registers() {
	cat >units.csv <<-END
		unit,name,parent
		H29.12,UBND xã An Bình,
	END
	cat >officers.csv <<-END
		officer,name,title,unit
		A,Nguyễn Văn An,Chuyên viên,H29.12
		B,Trần Thị Bình,Công chức tư pháp,H29.12
	END
	# due 10th: early, on the day, late; B's are all late
	cat >dossiers.csv <<-END
		code,unit,officer,field,received,due,returned
		H29.12-240801-0001,H29.12,A,Đất đai,2024-08-01,2024-08-10,2024-08-05
		H29.12-240801-0002,H29.12,A,Đất đai,2024-08-01,2024-08-10,2024-08-10
		H29.12-240801-0003,H29.12,A,Hộ tịch,2024-08-01,2024-08-10,2024-08-12
		H29.12-240801-0004,H29.12,B,Hộ tịch,2024-08-01,2024-08-10,2024-08-12
		H29.12-240801-0005,H29.12,B,Hộ tịch,2024-08-01,2024-08-10,2024-08-12
		H29.12-240801-0006,H29.12,B,Hộ tịch,2024-08-01,2024-08-10,2024-08-12
		H29.12-240801-0007,H29.12,B,Hộ tịch,2024-08-01,2024-08-10,2024-08-12
	END
	cat >scores.csv <<-END
		unit,period,index,points
		H29.12,2024-Q3,5,2
		H29.12,2024-Q3,6,2
		H29.12,2024-Q3,8,1
		H29.12,2024-Q3,9,0
	END
	cat >keyed.csv <<-END
		code,cs1,cs3,cs4,cs7,hl,date
		H29.12-240801-0001,2,2,2,1,2,2024-08-15
		H29.12-240801-0002,2,1,2,1,2,2024-08-15
		H29.12-240801-0003,1,1,2,0,1,2024-08-15
		H29.12-240801-0004,1,1,1,0,1,2024-08-15
		H29.12-240801-0005,1,0,1,1,1,2024-08-15
		H29.12-240801-0006,0,0,1,0,0,2024-08-15
		H29.12-240801-0007,0,0,0,0,0,2024-08-15
	END
}

# The worked example: seven forms of two officers in 2024-Q3.
#	A: cs1 (2+2+1)/3 = 1,66… → 1,7; cs2 (2+1+0)/3 = 1,0;
#	   cs3 (2+1+1)/3 = 1,33… → 1,3; cs4 6/3 = 2,0; cs7 2/3 = 0,66… → 0,7;
#	   total 6,7 → at least 5: all of the task.
#	B: cs1 2/4 = 0,5; cs2 0; cs3 1/4 = 0,25 → 0,3; cs4 3/4 = 0,75 → 0,8;
#	   cs7 1/4 = 0,25 → 0,3; total 1,9 → below 3,5.
#	The unit: cs1 7/7 = 1,0; cs2 3/7 = 0,428… → 0,4; cs3 5/7 = 0,714… → 0,7;
#	   cs4 9/7 = 1,285… → 1,3; cs7 3/7 → 0,4; keyed 2,0 2,0 1,0 0,0;
#	   total 8,8 → at least 6: Trung bình.
make_example() {
	make_ledger
	write_registers
	must load units units.csv
	must load officers officers.csv
	must load dossiers dossiers.csv
	must load unit-scores scores.csv
	must import keyed.csv
}

# Small pictures. qr.png is a look-up address with a citizen's number in it
# and H29.12-240801-0001; code128.png is H29.12-240802-0002; menu.png is a QR
# code that is no dossier's; blank.png is white.
write_photos() {
	base64 -d >qr.png <<-END
		iVBORw0KGgoAAAANSUhEUgAAAHsAAAB7AQMAAABuCW08AAAABlBMVEUAAAD/
		//+l2Z/dAAAAAnRSTlP//8i138cAAAAJcEhZcwAACxIAAAsSAdLdfvwAAAFt
		SURBVEiJ1dUxbsQgEAXQsSjolgsgcQ06rmRfYLEv4L0SHddA8gWgo0CeDLsb
		7SpFmKRKkGXZrwD0h7EBvwz4z5ABlgpXODDAxIOC7SqbitpHeuZBoEdzQlIR
		Fj6gKfXYfgJXi1nCwgdstOzuQL22PoCeR9T9egvoe6BRQpuqeSvDALLV137H
		8rnsEE55nM5sUauqFRNsUgF3J1ZiHmRnVjDZ4S7B86DUNFs6QW0JuPEgS3G6
		NEWx22ceQ6BCgQUfjhINExDNFvq9VL3woFRQSCm2ixQbDzDQHAZj88FwoSZf
		E+VB2RcuiFUC2OZrm3hAtaX8MJrVPSIcA1X1lP2c3qq48aBgWpCaGy72Wewx
		BFoT70e1eR5kCxeZwOIKz30MgUamtq5tQVA8oM728aAJqIc8D+7fQn0/1485
		GBDozZzS9GnYMFO5epsehQ0ee+S70xMTsM02gdTq9SsYAOUxW1Gq2KpBHvzi
		L/ZH4QNOOVjKOlzFEwAAAABJRU5ErkJggg==
	END
	base64 -d >code128.png <<-END
		iVBORw0KGgoAAAANSUhEUgAAAfYAAAA8AQMAAACuIQqZAAAABlBMVEX///8A
		AABVwtN+AAAAVUlEQVRIx+3LsQnAQAwDQMO3Bq3yAxiyesBtwKsI1AaSMiuk
		0PUXERGhXOcF9JHsFnrQW5yRkMiqGglH3k+RpDaxVPHx9/f39/f39/f39/f3
		9//3fwEDsKrXIspOnQAAAABJRU5ErkJggg==
	END
	base64 -d >menu.png <<-END
		iVBORw0KGgoAAAANSUhEUgAAAGMAAABjAQMAAAC19SzWAAAABlBMVEUAAAD/
		//+l2Z/dAAAAAnRSTlP//8i138cAAAAJcEhZcwAACxIAAAsSAdLdfvwAAADt
		SURBVDiNzdSxrYMwEAbgH1FQZgFLXsOdV8ILOI8FwkruvIYlL2B3FCiX4yVR
		0sBZKaJcA1+BfPf7BOi98MMqwIhMAZ2kSut5US7yi6SgvMkU4Rp0DnlqFZ/Q
		IFq9SW+d7Yrnc1G517S74iq2n14J7qoY5a2uzxMOtD1jgsFJUjHJ2/7P9FUS
		LXrmEZE6SdchYaAp3Hs5UrGaouqIv5ZkAJu6+EjwQDXmOeorkhMV+Mb6AnWS
		xFW3lmXx3XJmNeoq6X+v80QN4gUMCtDUoHHAyAE3yCNf7COzI9E6GpoXJWrb
		62XLuEr69p/oM90Aouq3zTtw/mAAAAAASUVORK5CYII=
	END
	base64 -d >blank.png <<-END
		iVBORw0KGgoAAAANSUhEUgAAAEAAAABAAQAAAACCEkxzAAAAEklEQVR42mP4
		DwUMo4xRBukMAOPT/hAC2mzjAAAAAElFTkSuQmCC
	END
}
