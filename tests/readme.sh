#!/bin/bash
# SPDX-License-Identifier: MIT
# Runs the README's transcript again, in a copy of data/sample, and compares
# every line. With --write it prints the README with the transcript as it is.
set -u
source=${PH_TEST_SOURCE:?}
PATH=$(dirname "${PHIEU:?}"):$PATH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$source"/data/sample/. "$work"
cd "$work" || exit 1
unset PHIEU_LEDGER

# The lines of the first ```console block
block() {
	sed -n '/^```console$/,/^```$/p' "$1" | sed '1d;$d'
}

replay() {
	block "$source/README.md" | sed -n 's/^\$ //p' |
		while IFS= read -r command; do
			printf '$ %s\n' "$command"
			bash -c "$command" 2>&1 </dev/null
		done
}

replay >replayed
if [ "${1:-}" = --write ]; then
	awk -v new=replayed '
		/^```console$/ { print; while ((getline line < new) > 0)
			print line; skip = 1; next }
		/^```$/ && skip { skip = 0 }
		!skip { print }' "$source/README.md"
	exit
fi
block "$source/README.md" >written
lines=$(wc -l <written)
[ "$lines" -gt 20 ]
status=$?
[ "$status" -eq 0 ] && echo 'ok 1 - the README has a transcript' ||
	echo 'not ok 1 - the README has a transcript'
if difference=$(diff written replayed); then
	echo 'ok 2 - the transcript is what phieu says'
else
	echo 'not ok 2 - the transcript is what phieu says'
	printf '%s\n' "$difference" | sed 's/^/# /'
fi
lines=$(wc -l <"$source/README.md")
if [ "$lines" -lt 150 ]; then
	echo 'ok 3 - the README is shorter than 150 lines'
else
	echo "not ok 3 - the README is shorter than 150 lines # $lines"
fi
echo 1..3
