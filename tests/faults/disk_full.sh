#!/bin/bash
# SPDX-License-Identifier: MIT
# A disk without space, and one that fails when it is synced. The ledger's
# files go through a shim that lets them grow so far and no further (it needs
# no rights, so that this runs everywhere); outputs, which stdio writes, meet
# the kernel's own limit of a file's size. Where a file system of a few pages
# may be mounted, the same is done on a disk that is really full.
# shellcheck source=tests/faults/lib.sh
. "${PH_TEST_SOURCE:?}/tests/faults/lib.sh"
step=12288 # no multiple of a page: pages break at other places each time
most=200

# Status 74, the words, and the ledger as it was.
refused() { # WORDS ROUND
	[ "$status" -eq 74 ]
	claim $? status "$2: status $status"
	grep -F 'phieu.ledger: ' "$err" | grep -qE "$1"
	claim $? told "$2: $(head -n 1 "$err")"
	look phieu.ledger
	claim $? whole "$2: $(head -n 1 "$found")"
	cmp -s "$found" before
	claim $? as_before "$2"
}

completed() { # STATUS ROUND ARGS…
	local normal=$1 round=$2
	shift 2
	phieu "$@" </dev/null
	[ "$status" -eq "$normal" ]
	claim $? again "$round: status $status"
	look phieu.ledger && cmp -s "$found" after
	claim $? same "$round"
}

verdicts() { # NAME WHAT
	claimed status "$1, $2: status 74"
	claimed told "$1, $2: the message names the ledger and the reason"
	claimed whole "$1, $2: the ledger is whole"
	claimed as_before "$1, $2: it is as it was"
	claimed again "$1, $2: once that is mended, running again works"
	claimed same "$1, $2: and nothing is lost or doubled"
}

# NAME STATUS ARGS…: a command that writes to the ledger
full_disk() {
	local name=$1 normal=$2 n
	shift 2

	cp phieu.ledger base.ledger
	look phieu.ledger
	cp "$found" before
	phieu "$@" </dev/null
	is "$status" "$normal" "$name: undisturbed, it works"
	look phieu.ledger
	cp "$found" after

	for ((n = 0; n < most; n++)); do
		restore base.ledger
		faulty PH_FAULT_SPACE=$((n * step)) -- "$@"
		[ "$status" -eq "$normal" ] && break
		refused 'disk is full' "$((n * step)) bytes"
		completed "$normal" "$((n * step)) bytes" "$@"
	done
	is "$status" "$normal" "$name: with $((n * step)) bytes it works"
	verdicts "$name" 'no space'

	for ((n = 1; n < most; n++)); do
		restore base.ledger
		rm -f "$sandbox/log"
		faulty PH_FAULT_SYNC=$n PH_FAULT_LOG="$sandbox/log" -- "$@"
		grep -q ^fault "$sandbox/log" || break
		# The folder is synced for its entries: when that fails, all of
		# the command may be there already.
		if grep -qE '^fault f(data)?sync .*/here$' "$sandbox/log"; then
			[ "$status" -eq "$normal" ] || [ "$status" -eq 74 ]
			claim $? status "sync $n: status $status"
			look phieu.ledger
			claim $? whole "sync $n: $(head -n 1 "$found")"
			cmp -s "$found" after || {
				[ "$status" -eq 74 ] && cmp -s "$found" before
			}
			claim $? as_before "sync $n"
		else
			refused 'disk is full|cannot be written' "sync $n"
		fi
		completed "$normal" "sync $n" "$@"
	done
	is "$status" "$normal" "$name: past the last of $((n - 1)) syncs it works"
	verdicts "$name" 'a sync that fails'
}

# ---- the ledger ----

write_registers
mkdir photos
"$PH_MAKE_CODES" photos 3 || exit 1

for ((n = 0; n < most; n++)); do
	rm -f phieu.ledger phieu.ledger-journal
	faulty PH_FAULT_SPACE=$((n * step * 8)) -- init --unit H29.12 --name X
	[ "$status" -eq 0 ] && break
	[ "$status" -eq 74 ] && grep -q 'phieu.ledger: .*full' "$err"
	claim $? told "$((n * step * 8)) bytes: status $status"
	phieu init --unit H29.12 --name X </dev/null
	[ "$status" -eq 0 ] && look phieu.ledger
	claim $? again "$((n * step * 8)) bytes: status $status"
done
is "$status" 0 "init: with $((n * step * 8)) bytes it works"
claimed told 'init, no space: status 74, and it is told'
claimed again 'init, no space: with space again it works'

must load units units.csv
must load officers officers.csv
full_disk 'load dossiers' 0 load dossiers dossiers.csv
{
	echo code,cs1,cs3,cs4,cs7,hl,date
	seq -f 'H29.12-240802-%04g,2,1,1,1,2,2024-08-15' 1 700
	echo ,,,,,2,2024-08-15
	echo ,,,,,2,2024-08-15
} >many.csv
cp phieu.ledger loaded.ledger
full_disk import 0 import many.csv
full_disk 'import --photos' 0 import --photos photos

# ---- outputs ----

must import keyed.csv
for _ in $(seq 30); do
	cat photos/*.png # not photographs, and larger than the limit
done >big.csv

# NAME STATUS ARGS…
full_output() {
	local name=$1 normal=$2 n
	shift 2
	phieu "$@" </dev/null
	[ "$status" -eq "$normal" ] && [ -s "$out" ]
	tell $? "$name: undisturbed, it works"
	cp "$out" whole.csv

	full "$@"
	grep -q 'standard output' "$err"
	tell $? "$name: that is said of standard output"
	phieu "$@" -o /dev/full </dev/null
	is "$status" 74 "$name: -o /dev/full is full"
	[ -c /dev/full ]
	tell $? "$name: and stays a device"

	echo old >out.csv
	# No file may become larger than nothing: the kernel refuses stdio's
	# writes with EFBIG, which SIGXFSZ must not turn into a death.
	(
		trap '' XFSZ
		ulimit -f 0
		exec "$PHIEU" "$@" -o out.csv
	) 2>&1 </dev/null | cat >"$err"
	status=${PIPESTATUS[0]}
	is "$status" 74 "$name: -o FILE on a disk without space"
	grep -q 'out.csv: not written' "$err"
	tell $? "$name: names the file"
	[ "$(cat out.csv)" = old ]
	tell $? "$name: the old file stays"
	[ "$(echo out.csv*)" = out.csv ]
	tell $? "$name: and no half one beside it"

	faulty PH_FAULT_SYNC=1 -- "$@" -o out.csv
	is "$status" 74 "$name: -o FILE on a disk that fails when synced"
	[ "$(cat out.csv)" = old ] && [ "$(echo out.csv*)" = out.csv ]
	tell $? "$name: the old file stays alone"
	phieu "$@" -o out.csv </dev/null
	[ "$status" -eq "$normal" ] && cmp -s whole.csv out.csv
	tell $? "$name: with space again it is written"
}
full_output scan 0 scan photos
full_output 'scan --json' 0 scan --json photos
full_output export 0 export mau-03 --period 2024-Q3
full_output 'export --excel' 0 export mau-02 --period 2024-Q3 --excel

# ---- a disk that is really full ----

# In a mount namespace of its own, which ends with it: 64 KiB of space beside
# a ledger, a photograph's folder, and the keyed file.
cat >really.sh <<'END'
mount -t tmpfs -o size=8m none disk || exit 99
cp loaded.ledger disk/phieu.ledger
head -c 100m /dev/zero >disk/filling 2>/dev/null
truncate -s -65536 disk/filling
echo old >disk/out.csv
head -c 100m /dev/zero >disk/filling2 2>/dev/null
truncate -s -32768 disk/filling2
"$PHIEU" -L disk/phieu.ledger import many.csv 2>import.err
echo "$?" >import.status
cp disk/phieu.ledger full.ledger
rm -f full.ledger-journal
[ ! -e disk/phieu.ledger-journal ] ||
	cp disk/phieu.ledger-journal full.ledger-journal
head -c 100m /dev/zero >disk/filling3 2>/dev/null
"$PHIEU" export mau-03 --period 2024-Q3 -o disk/out.csv 2>export.err
echo "$?" >export.status
ls disk >export.left
cp disk/out.csv export.out
rm disk/filling*
"$PHIEU" -L disk/phieu.ledger import many.csv 2>again.err
echo "$?" >again.status
cp disk/phieu.ledger again.ledger
END
mkdir disk
own=-m
[ "$(id -u)" -eq 0 ] || own=-rm
PHIEU_LEDGER=phieu.ledger unshare $own bash really.sh 2>"$err"
mounted=$?
: >"$out"
if [ $mounted -eq 0 ]; then
	status=$(cat import.status)
	cp import.err "$err"
	is "$status" 74 'a disk that is really full: import says so'
	grep -q 'phieu.ledger: the disk is full' "$err"
	tell $? 'and names the ledger'
	look loaded.ledger
	cp "$found" before
	look full.ledger && cmp -s "$found" before
	tell $? 'the ledger is as it was'
	status=$(cat export.status)
	cp export.err "$err"
	is "$status" 74 'export says so'
	is "$(cat export.out)" old 'the old file stays'
	! grep -q '^out.csv.' export.left
	tell $? 'and no half one beside it'
	cp again.err "$err"
	is "$(cat again.status)" 0 'with space again import works'
	look again.ledger
	is "$(grep -c "^'sheet'" "$found")" 702 'and takes every row'
else
	skip 'a disk that is really full' 'mounting is not permitted here'
fi

finish
