# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2034 source-path=SCRIPTDIR/../..
# What the fault tests share, on top of the command-line tests' harness.
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
faults=$PH_TEST_SOURCE/tests/faults
found=$sandbox/found

# Without the shell there is no second opinion on the ledger: no test at all.
have sqlite3 || {
	echo 'Bail out! sqlite3 is not here'
	exit 1
}

# Reads a copy, journal and all, so that phieu itself meets what a kill left:
# its contents go to $found. Fails when SQLite finds the file damaged.
look() { # LEDGER
	rm -f "$sandbox"/look*
	cp "$1" "$sandbox/look" || return
	[ ! -e "$1-journal" ] || cp "$1-journal" "$sandbox/look-journal"
	{
		echo 'PRAGMA integrity_check;'
		echo 'PRAGMA foreign_key_check;'
		echo "SELECT '--';"
		cat "$faults/content.sql"
	} | sqlite3 -batch "$sandbox/look" >"$found" 2>&1
	[ "$(head -n 2 "$found" | tr '\n' ' ')" = 'ok -- ' ]
}

# Puts a ledger back as it was saved.
restore() { # SAVED
	rm -f phieu.ledger phieu.ledger-journal
	cp "$1" phieu.ledger
}

# A claim that holds over many rounds is one line of TAP: each fault is said
# when it is met (at most ten), and counted.
declare -A broken
claim() { # STATUS CLAIM ROUND…
	: "${broken[$2]:=0}"
	[ "$1" -eq 0 ] && return
	broken[$2]=$((broken[$2] + 1))
	[ "${broken[$2]}" -gt 10 ] && return
	echo "# broken: $2: ${*:3}"
	sed 's/^/# err: /' "$err" 2>/dev/null | head -n 5
}

claimed() { # CLAIM SENTENCE
	: >"$out"
	: >"$err"
	[ "${broken[$1]-none}" = 0 ]
	tell $? "$2 (broken ${broken[$1]-in no round, for none was run} times)"
	unset "broken[$1]"
}

# AddressSanitizer wants to come first of all libraries; the shim may come
# before it, for it calls nothing but the kernel. The binary is the one that
# all other tests run, so that what goes wrong on the ways out of an error is
# seen, too.
faulty() { # VARIABLE=VALUE… -- ARGS…
	local set=()
	while [ "$1" != -- ]; do
		set+=("$1")
		shift
	done
	shift
	# The braces catch the shell's "Killed".
	{
		env LD_PRELOAD="$PH_FAULT_SHIM" "${set[@]}" \
			ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}verify_asan_link_order=0" \
			"$PHIEU" "$@" >"$out" 2>"$err" </dev/null
		status=$?
	} 2>/dev/null
}
