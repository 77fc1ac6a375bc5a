#!/bin/bash
# SPDX-License-Identifier: MIT
# Imports killed at 200 random moments: the ledger opens, holds whole batches
# only, and the same command again brings it to what an undisturbed run makes.
# PH_TEST_SEED repeats a run's moments; the seed is printed.
# shellcheck source=tests/faults/lib.sh
. "${PH_TEST_SOURCE:?}/tests/faults/lib.sh"

seed=${PH_TEST_SEED:-$(date +%N | sed 's/^0*//')}
echo "# PH_TEST_SEED=$seed"

# ROUNDS LONGEST SEED: as many moments, in microseconds
moments() {
	awk -v n="$1" -v longest="$2" -v seed="$3" 'BEGIN {
		srand(seed)
		for (i = 0; i < n; i++) printf "%d\n", rand() * longest }'
}

sheets() { # in $found
	grep -c "^'sheet'" "$found"
}

# NAME ROUNDS SIZES STATUS ARGS…: SIZES are the numbers of sheets that whole
# batches make, STATUS is an undisturbed run's.
rounds() {
	local name=$1 rounds=$2 sizes=" $3 " normal=$4
	local begun spent hit=0 undone=0 moment
	shift 4

	cp phieu.ledger base.ledger
	phieu "$@" </dev/null
	is "$status" "$normal" "$name: undisturbed, it works"
	look phieu.ledger
	cp "$found" whole
	case $sizes in *" $(sheets) ") ;; *) false ;; esac
	tell $? "$name: all sheets are there"
	# The shortest of three: a busy moment must not stretch the kills
	# beyond the end of the command.
	spent=
	for moment in 1 2 3; do
		restore base.ledger
		begun=$(date +%s%N)
		phieu "$@" </dev/null
		moment=$((($(date +%s%N) - begun) / 1000))
		[ -n "$spent" ] && [ "$moment" -ge "$spent" ] || spent=$moment
	done
	# import --photos also commits when two seconds have passed: no run
	# lasts so long here.
	[ $spent -gt 1700000 ] && spent=1700000

	for moment in $(moments "$rounds" $((spent * 11 / 10)) "$seed"); do
		restore base.ledger
		"$PH_KILL_AFTER" "$moment" "$PHIEU" "$@" >"$out" 2>"$err" \
			</dev/null
		status=$?
		[ $status -eq 137 ] && hit=$((hit + 1))
		[ -s phieu.ledger-journal ] && undone=$((undone + 1))
		[ $status -eq 137 ] || [ $status -eq "$normal" ]
		claim $? status "status $status after $moment µs"
		look phieu.ledger
		claim $? whole "after $moment µs: $(head -n 1 "$found")"
		case $sizes in *" $(sheets) "*) ;; *) false ;; esac
		claim $? batches "$(sheets) sheets after $moment µs"
		"$PHIEU" status >"$out" 2>"$err"
		claim $? opens "status $? after $moment µs"
		phieu "$@" </dev/null
		# What was known already may need nobody any more.
		[ $status -eq "$normal" ] || [ $status -eq 0 ]
		claim $? again "status $status after $moment µs"
		look phieu.ledger && cmp -s "$found" whole
		claim $? same "after $moment µs"
		[ ! -e phieu.ledger-journal ]
		claim $? tidy "after $moment µs"
	done
	echo "# $name: $rounds rounds within $((spent * 11 / 10000)) ms:" \
		"$hit killed at work, $undone of them amid a transaction"
	claimed status "$name: killed, or done"
	claimed whole "$name: after each kill the ledger is whole"
	claimed batches "$name: it holds whole batches only"
	claimed opens "$name: phieu status opens it"
	claimed again "$name: running again works"
	claimed same "$name: and nothing is lost or doubled"
	claimed tidy "$name: nothing is left beside the ledger"
	[ $((hit * 4)) -ge "$rounds" ]
	tell $? "$name: the kills met it at work"
}

# ---- keyed entries: a batch a file ----

{
	echo code,cs1,cs3,cs4,cs7,hl,date
	seq -f 'H29.12-240801-%04g,2,1,1,1,2,2024-08-15' 1 1500
	for _ in $(seq 40); do
		echo ,2,1,1,1,2,2024-08-15
		echo ,0,1,2,0,1,2024-08-16
	done
} >first.csv
# Ten ballots equal ones of the first file: they are not taken twice.
{
	echo code,cs1,cs3,cs4,cs7,hl,date
	seq -f 'H29.12-240802-%04g,1,0,2,1,0,2024-08-16' 1 900
	for _ in $(seq 10); do
		echo ,2,1,1,1,2,2024-08-15
		echo ,1,1,1,1,1,2024-08-17
	done
} >second.csv
make_ledger
rounds 'import of two files' 150 '0 1580 2490' 1 \
	import first.csv second.csv

# ---- photographs: a batch for every 25 pages ----

mkdir photos
"$PH_MAKE_CODES" photos 60 || exit 1
restore base.ledger
rounds 'import --photos' 50 '0 25 50 60' 0 import --photos photos

finish
