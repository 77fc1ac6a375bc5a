#!/bin/bash
# SPDX-License-Identifier: MIT
# Commands killed before each call by which they change the disk, and in the
# middle of each write: the ledger holds all of the command or nothing, and
# the same command again completes it. An output file is the old one or the
# whole new one.
# shellcheck source=tests/faults/lib.sh
. "${PH_TEST_SOURCE:?}/tests/faults/lib.sh"
most=400 # more calls than any of these commands makes

# NAME STATUS ARGS…: a command that writes to the ledger. STATUS is what it
# returns, and AGAIN, when set, what it returns once it was done; "never": a
# person's word counts each time that it is given, so it is not given again.
points() {
	local name=$1 normal=$2 torn n again_status
	shift 2

	cp phieu.ledger base.ledger
	look phieu.ledger
	cp "$found" before
	faulty PH_FAULT_LOG="$sandbox/log" -- "$@"
	is "$status" "$normal" "$name: undisturbed, it works"
	look phieu.ledger
	cp "$found" after
	! cmp -s before after
	tell $? "$name: it changes the ledger"

	for torn in 0 1; do
		for ((n = 1; n < most; n++)); do
			# Only a write can be torn.
			[ $torn -eq 1 ] && ! sed -n "${n}p" "$sandbox/log" |
				grep -qE '^p?write' &&
				[ "$n" -le "$(wc -l <"$sandbox/log")" ] &&
				continue
			restore base.ledger
			faulty PH_FAULT_KILL=$n PH_FAULT_TORN=$torn -- "$@"
			[ "$status" -eq 137 ] || break
			look phieu.ledger
			claim $? whole "call $n: $(head -n 1 "$found")"
			cmp -s "$found" before || cmp -s "$found" after
			claim $? either "call $n"
			again_status=$normal
			cmp -s "$found" after && again_status=${AGAIN:-$normal}
			[ "$again_status" = never ] && continue
			phieu "$@" </dev/null
			[ "$status" -eq "$again_status" ]
			claim $? again "call $n: status $status"
			look phieu.ledger && cmp -s "$found" after
			claim $? same "call $n"
			[ ! -e phieu.ledger-journal ]
			claim $? tidy "call $n"
		done
		is "$status" "$normal" "$name: past the last call it works"
		[ $torn -eq 0 ] && echo "# $name: $((n - 1)) calls"
	done
	claimed whole "$name: killed at each call, the ledger is whole"
	claimed either "$name: it holds all of it or nothing"
	claimed again "$name: running again works"
	claimed same "$name: and nothing is lost or doubled"
	claimed tidy "$name: nothing is left beside the ledger"

	# A power cut takes what was not synced, the journal's end included:
	# were it still there, it would undo what was reported as done.
	awk '$1 == "unlink" && $2 ~ /-journal$/ { open = 1 }
		$1 ~ /sync$/ && $2 !~ /phieu.ledger/ { open = 0 }
		END { exit open }' "$sandbox/log"
	tell $? "$name: the folder is synced after the journal is gone"
	rm -f "$sandbox/log"
}

# ---- the ledger ----

write_registers
mkdir photos
"$PH_MAKE_CODES" photos 3 || exit 1

# From nothing: a killed init is finished by the next.
for ((n = 1; n < most; n++)); do
	rm -f phieu.ledger phieu.ledger-journal
	faulty PH_FAULT_KILL=$n -- init --unit H29.12 --name 'UBND xã An Bình'
	[ "$status" -eq 137 ] || break
	if [ -e phieu.ledger ]; then
		[ "$(mode phieu.ledger)" = 600 ]
		claim $? private "call $n: mode $(mode phieu.ledger)"
	fi
	phieu status </dev/null
	case $status in
	0 | 66 | 78) ;; # done; not there; not finished: run phieu init
	*) false ;;
	esac
	claim $? told "call $n: status $status"
	phieu init --unit H29.12 --name 'UBND xã An Bình' </dev/null
	[ "$status" -eq 0 ] || [ "$status" -eq 73 ]
	claim $? again "call $n: status $status"
	phieu config name </dev/null
	[ "$status" -eq 0 ] && grep -q 'An Bình' "$out"
	claim $? same "call $n: $(head -n 1 "$out")"
	look phieu.ledger
	claim $? whole "call $n: $(head -n 1 "$found")"
done
is "$status" 0 'init: past the last call it works'
echo "# init: $((n - 1)) calls"
claimed private 'init: killed at each call, a ledger is its owner'\''s alone'
claimed told 'init: what is missing is told'
claimed again 'init: running again works'
claimed same 'init: and the ledger is what was asked for'
claimed whole 'init: the ledger is whole'

must load units units.csv
must load officers officers.csv
points 'load dossiers' 0 load dossiers dossiers.csv
must load unit-scores scores.csv
{
	cat keyed.csv
	echo ,,,,,2,2024-08-15
	echo ,,,,,2,2024-08-15
} >ballots.csv
points import 0 import ballots.csv
points 'import --photos' 0 import --photos photos
AGAIN=never points settle 0 settle 1 excluded --by X
AGAIN=65 points close 0 close 2024-Q3
points purge 0 purge --before 2099-01-01

# ---- outputs ----

# NAME STATUS ARGS…: a command that writes to the file out.csv
outputs() {
	local name=$1 normal=$2 old n
	shift 2

	phieu "$@" -o whole.csv </dev/null
	is "$status" "$normal" "$name: undisturbed, it works"
	for old in '' old; do
		for ((n = 1; n < most; n++)); do
			rm -f out.csv*
			[ -z "$old" ] || echo "$old" >out.csv
			faulty PH_FAULT_KILL=$n -- "$@" -o out.csv
			[ "$status" -eq 137 ] || break
			if [ -n "$old" ]; then
				echo "$old" | cmp -s - out.csv ||
					cmp -s whole.csv out.csv
			else
				[ ! -e out.csv ] || cmp -s whole.csv out.csv
			fi
			claim $? either "call $n"
			phieu "$@" -o out.csv </dev/null
			[ "$status" -eq "$normal" ] && cmp -s whole.csv out.csv
			claim $? again "call $n: status $status"
		done
		is "$status" "$normal" "$name: past the last call it works"
		[ $n -gt 2 ]
		tell $? "$name: it was killed $((n - 1)) times"
	done
	[ "$(echo out.csv*)" = out.csv ]
	tell $? "$name: undisturbed, nothing is left beside the file"
	claimed either "$name: killed, the old file or the whole new one is there"
	claimed again "$name: and running again makes it"
}
outputs scan 0 scan photos
outputs export 0 export mau-03 --period 2024-Q3

finish
