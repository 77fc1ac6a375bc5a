#!/bin/bash
# SPDX-License-Identifier: MIT
# Ledgers that cannot be had: read-only, locked, newer, foreign, damaged,
# missing. Each is told by its status and its name, and left as it was, byte
# for byte.
# shellcheck source=tests/faults/lib.sh
. "${PH_TEST_SOURCE:?}/tests/faults/lib.sh"

make_example
cat >more.csv <<END
code,cs1,cs3,cs4,cs7,hl,date
H29.12-240801-0009,2,2,2,1,2,2024-08-15
END
mkdir photos
"$PH_MAKE_CODES" photos 2 || exit 1
cp phieu.ledger good.ledger

bytes() { # FILE…: of those that are there, journals included
	for file in "$@"; do
		[ ! -f "$file" ] || sha256sum "$file"
		[ ! -f "$file-journal" ] || sha256sum "$file-journal"
	done
}

# STATUS WORDS NAME LEDGER ARGS…: refused, told, and not touched
left() {
	local want=$1 words=$2 name=$3 ledger=$4 before
	shift 4
	before=$(bytes "$ledger")
	expect "$want" "$name: $1" -L "$ledger" "$@"
	out_empty
	err_has "$ledger"
	err_has "$words"
	is "$(bytes "$ledger")" "$before" "$name: $1 leaves it as it was"
}

# All commands that open a ledger.
all_left() { # STATUS WORDS NAME LEDGER
	left "$@" status
	left "$@" validate --period 2024-Q3
	left "$@" export mau-03 --period 2024-Q3
	left "$@" import more.csv
	left "$@" import --photos photos
	left "$@" load officers officers.csv
	left "$@" settle 1 excluded --by X
	left "$@" close 2024-Q3
	left "$@" purge --before 2024-01-01
	left "$@" box add --date 2024-08-15 --count 7
}

# ---- not there, and not a ledger ----

all_left 66 'no ledger here' 'a missing ledger' missing.ledger
[ ! -e missing.ledger ]
tell $? 'only init creates one'
mkdir folder.ledger
all_left 66 'is not a file' 'a folder' folder.ledger
[ -z "$(ls folder.ledger)" ]
tell $? 'and puts nothing into it'
mkfifo fifo.ledger
left 66 'is not a file' 'a pipe' fifo.ledger status
ln -s nowhere.ledger dangling.ledger
left 66 'no ledger here' 'a link to nowhere' dangling.ledger import more.csv
: >empty.ledger
all_left 78 'phieu init' 'an empty file' empty.ledger
echo 'a text, no database' >text.ledger
all_left 65 'is not a phieu ledger' 'a text file' text.ledger
left 73 'is not a phieu ledger' 'a text file' text.ledger init
left 73 'is there already' 'a ledger' good.ledger init
head -c 200000 /dev/urandom >random.ledger
left 65 'is not a phieu ledger' 'noise' random.ledger status
left 65 'is not a phieu ledger' 'noise' random.ledger import more.csv

# ---- foreign, newer, older ----

sqlite3 foreign.ledger 'CREATE TABLE t (a); INSERT INTO t VALUES (1)'
all_left 65 'is not a phieu ledger' 'another program'\''s database' \
	foreign.ledger
left 73 'is there already' 'another program'\''s database' foreign.ledger init
cp good.ledger foreign2.ledger
sqlite3 foreign2.ledger 'PRAGMA application_id = 1'
all_left 65 'is not a phieu ledger' 'a foreign application_id' foreign2.ledger
cp good.ledger newer.ledger
sqlite3 newer.ledger 'PRAGMA user_version = 9999'
all_left 78 'newer' 'a newer phieu'\''s ledger' newer.ledger
# The first bytes that SQLite itself reads: a file format to come.
cp good.ledger format.ledger
printf '\011\011' | dd of=format.ledger bs=1 seek=18 conv=notrunc status=none
left 65 '' 'a newer SQLite'\''s file' format.ledger status

# ---- damaged ----

size=$(stat -c %s good.ledger)
page=$(sqlite3 good.ledger 'PRAGMA page_size')
head -c $((size / 2)) good.ledger >cut.ledger
all_left 65 damaged 'a ledger cut in half' cut.ledger
head -c 50 good.ledger >short.ledger
left 65 '' 'a ledger of 50 bytes' short.ledger status
left 65 '' 'a ledger of 50 bytes' short.ledger import more.csv

spoil() { # PAGE: in damaged.ledger, with noise
	cp good.ledger damaged.ledger
	head -c "$page" /dev/urandom |
		dd of=damaged.ledger bs="$page" seek=$(($1 - 1)) conv=notrunc \
			status=none
}
spoil "$(sqlite3 good.ledger \
	"SELECT rootpage FROM sqlite_schema WHERE name = 'sheet'")"
left 65 damaged 'a ledger with a spoilt page' damaged.ledger \
	export mau-03 --period 2024-Q3
left 65 damaged 'a ledger with a spoilt page' damaged.ledger status
left 65 damaged 'a ledger with a spoilt page' damaged.ledger import more.csv
left 65 damaged 'a ledger with a spoilt page' damaged.ledger \
	import --photos photos

# Whatever page it is: what reads it says so, what does not works; no crash.
for ((n = 1; n <= size / page; n++)); do
	spoil "$n"
	before=$(bytes damaged.ledger)
	phieu -L damaged.ledger export mau-03 --period 2024-Q3 </dev/null
	[ "$status" -eq 0 ] || {
		[ "$status" -eq 65 ] && grep -q damaged.ledger "$err" &&
			[ ! -s "$out" ]
	}
	claim $? read "page $n: status $status"
	[ "$(bytes damaged.ledger)" = "$before" ]
	claim $? unread "page $n"
	phieu -L damaged.ledger import more.csv </dev/null
	case $status in
	0 | 1) ;;
	65)
		grep -q damaged.ledger "$err" &&
			[ "$(bytes damaged.ledger)" = "$before" ]
		;;
	*) false ;;
	esac
	claim $? written "page $n: status $status"
done
claimed read 'any page spoilt: export works or says so'
claimed unread 'any page spoilt: export leaves it as it was'
claimed written 'any page spoilt: import works, or says so and changes nothing'

# ---- locked ----

# Holds a lock of a ledger until its number's pipe is closed.
hold() { # NUMBER LEDGER SQL
	mkfifo "pipe$1"
	sqlite3 "$2" <"pipe$1" >"held$1" &
	eval "exec $1>pipe$1"
	echo "$3; SELECT 'held';" >&"$1"
	until grep -q held "held$1"; do sleep 0.02; done
}
cp good.ledger exclusive.ledger
cp good.ledger reserved.ledger
cp good.ledger shared.ledger
cp good.ledger brief.ledger
hold 3 exclusive.ledger 'BEGIN EXCLUSIVE'
hold 4 reserved.ledger 'BEGIN IMMEDIATE'
hold 5 shared.ledger 'BEGIN; SELECT count(*) FROM sheet'
hold 6 brief.ledger 'BEGIN EXCLUSIVE'
before=$(bytes exclusive.ledger reserved.ledger shared.ledger)

# A command waits ten seconds, so all wait at once: NUMBER LEDGER ARGS…
waits=()
try() {
	local n=${#waits[@]} ledger=$1
	shift
	"$PHIEU" -L "$ledger" "$@" >"try$n.out" 2>"try$n.err" </dev/null &
	waits+=("$!")
	tried[n]="$ledger $*"
}
try exclusive.ledger status
try exclusive.ledger export mau-03 --period 2024-Q3 -o busy.csv
try exclusive.ledger import more.csv
try exclusive.ledger import --photos photos
try exclusive.ledger load officers officers.csv
try exclusive.ledger close 2024-Q3
try reserved.ledger import more.csv
try reserved.ledger purge --before 2024-01-01
try shared.ledger import more.csv
begun=$SECONDS
expect 0 'a ledger that another one writes can be read' \
	-L reserved.ledger export mau-03 --period 2024-Q3
"$PHIEU" -L brief.ledger import more.csv >brief.out 2>brief.err </dev/null &
brief=$!
sleep 1
echo 'ROLLBACK;' >&6 # (closing the pipe is not enough: the others have it, too)
wait $brief
status=$?
cp brief.err "$err"
is $status 0 'a lock that is given up is waited for'
for n in "${!waits[@]}"; do
	wait "${waits[n]}"
	status=$?
	cp "try$n.out" "$out"
	cp "try$n.err" "$err"
	is $status 75 "locked: ${tried[n]}"
	sentence=${tried[n]}
	err_has "${sentence%% *}: "
	err_has 'try again'
	out_empty
done
[ $((SECONDS - begun)) -lt 30 ]
tell $? "the wait has an end ($((SECONDS - begun)) s)"
[ ! -e busy.csv ]
tell $? 'no output is made of a locked ledger'
is "$(bytes exclusive.ledger reserved.ledger shared.ledger)" "$before" \
	'locked ledgers are left as they were'
exec 3>&- 4>&- 5>&- 6>&-
wait
expect 0 'and work when they are free: import' -L exclusive.ledger \
	import more.csv
expect 0 'and work when they are free: purge' -L reserved.ledger \
	purge --before 2024-01-01
expect 0 'and work when they are free: import' -L shared.ledger import more.csv

# ---- read-only ----

# Permissions do not bind root, who therefore becomes nobody. Nobody may not
# see where we built: the binary and its data come along.
as=()
mine=$(id -u):$(id -g)
if [ "$(id -u)" -eq 0 ]; then
	as=(setpriv --reuid=65534 --regid=65534 --clear-groups)
	mine=65534:65534
fi
mkdir ro ro/bin ro/folder ro/file ro/closed
cp "$PHIEU" ro/bin/phieu
cp -r "$PHIEU_DATA" ro/data
cp -r photos more.csv officers.csv ro
chmod -R a+rX ro
chmod 755 "$sandbox" "$sandbox/here"
for kind in folder file closed; do
	cp good.ledger ro/$kind/phieu.ledger
	chown -R "$mine" ro/$kind
done
chmod 555 ro/folder           # the file may be written, its folder not
chmod 400 ro/file/phieu.ledger # the folder may be written, the file not
chmod 0 ro/closed/phieu.ledger

# STATUS WORDS SENTENCE FOLDER ARGS…
nobody() {
	local want=$1 words=$2 name=$3 ledger=ro/$4/phieu.ledger before
	shift 4
	before=$(bytes "$ledger")
	sentence="$name: $1"
	"${as[@]}" env PHIEU_DATA=ro/data ro/bin/phieu -L "$ledger" "$@" \
		>"$out" 2>"$err" </dev/null
	status=$?
	[ $status -eq "$want" ]
	tell $? "$sentence exits $want"
	if [ "$want" -gt 1 ]; then
		err_has phieu.ledger
		err_has "$words"
		out_empty
	fi
	is "$(bytes "$ledger")" "$before" "$sentence leaves it as it was"
}

"${as[@]}" ro/bin/phieu version >"$out" 2>"$err"
is $? 0 'the binary can be run as nobody'
for kind in folder file; do
	nobody 0 '' "a read-only $kind" $kind status
	nobody 0 '' "a read-only $kind" $kind export mau-03 --period 2024-Q3
done
for command in 'import ro/more.csv' 'import --photos ro/photos' \
	'load officers ro/officers.csv' 'settle 1 excluded --by X' \
	'close 2024-Q3' 'purge --before 2024-01-01' \
	'box add --date 2024-08-15 --count 7'; do
	# shellcheck disable=SC2086
	nobody 73 'make the folder writable' 'a read-only folder' folder \
		$command
	# shellcheck disable=SC2086
	nobody 74 'make the file writable' 'a read-only file' file $command
done
nobody 66 '' 'a ledger that may not be read' closed status
nobody 66 '' 'a ledger that may not be read' closed import ro/more.csv

"${as[@]}" env PHIEU_DATA=ro/data ro/bin/phieu -L ro/folder/new.ledger init \
	>"$out" 2>"$err"
status=$?
is $status 73 'init in a read-only folder'
grep -q new.ledger "$err"
tell $? 'names the ledger'
"${as[@]}" env PHIEU_DATA=ro/data ro/bin/phieu -L ro/folder/phieu.ledger \
	export mau-03 --period 2024-Q3 -o ro/folder/out.csv >"$out" 2>"$err"
status=$?
is $status 73 'export -o into a read-only folder'
grep -q out.csv "$err"
tell $? 'names the file'
"${as[@]}" env PHIEU_DATA=ro/data ro/bin/phieu -L ro/folder/phieu.ledger \
	scan ro/photos -o ro/folder/out.csv >"$out" 2>"$err"
status=$?
is $status 73 'scan -o into a read-only folder'
is "$(ls ro/folder)" phieu.ledger 'nothing is left there'

# A killed command's journal needs undoing, which a read-only folder forbids.
rm -rf ro/folder
mkdir ro/folder
cp good.ledger ro/folder/phieu.ledger
look good.ledger
cp "$found" before
{
	echo code,cs1,cs3,cs4,cs7,hl,date
	seq -f 'H29.12-240802-%04g,2,1,1,1,2,2024-08-15' 1 300
} >many.csv
# Killed before the journal goes: all pages are written, none is committed.
rm -f "$sandbox/log"
cp good.ledger phieu.ledger
faulty PH_FAULT_LOG="$sandbox/log" -- import many.csv
faulty PH_FAULT_KILL="$(grep -n '^unlink .*-journal' "$sandbox/log" |
	tail -n 1 | cut -d : -f 1)" -- -L ro/folder/phieu.ledger import many.csv
[ -s ro/folder/phieu.ledger-journal ]
tell $? 'a killed command leaves a journal'
chmod 444 ro/folder/*
chown -R "$mine" ro/folder
chmod 555 ro/folder
nobody 74 'interrupted command' 'a journal in a read-only folder' folder status
chmod 755 ro/folder
chmod 600 ro/folder/*
"${as[@]}" env PHIEU_DATA=ro/data ro/bin/phieu -L ro/folder/phieu.ledger \
	status >"$out" 2>"$err"
is $? 0 'when it is writable again, reading it undoes what was killed'
[ ! -e ro/folder/phieu.ledger-journal ] && look ro/folder/phieu.ledger &&
	cmp -s "$found" before
tell $? 'and it is as it was before'

finish
