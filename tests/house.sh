#!/bin/sh
# SPDX-License-Identifier: MIT
# The plan of src/README.md, enforced: floors, and libraries known to one room.
set -u
cd "${PH_TEST_SOURCE:?}" || exit 1

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

base=' error text list time hash output log pool json banned '

# ROOM MAY-INCLUDE…: doors on its own or a lower floor
floor() {
	room=$1
	shift
	allowed="$base $room $* "
	bad=$(grep -nE '^#include <phieu/' src/"$room"/*.[ch] |
		while IFS= read -r line; do
			door=${line#*<phieu/}
			door=${door%%.h>*}
			case $allowed in
			*" $door "*) ;;
			*) printf '%s\n' "$line" ;;
			esac
		done)
	[ -z "$bad" ]
	tell $? "$room includes only rooms below it" "$bad"
}

floor base
floor table
floor image
floor form table
floor record
floor code image
floor omr image form record
floor rules record table
floor ledger record trail
floor print image form record table omr rules
floor intake image record table form code omr rules ledger trail
floor report record table rules ledger trail
floor term
floor review image record table form omr rules ledger trail intake
floor keying record table rules ledger trail intake
floor cli image record table form code omr rules ledger trail print intake report \
	review keying term

# Doors follow the same rule.
door() {
	name=$1
	shift
	allowed="$base $* "
	bad=$(grep -nE '^#include <phieu/' "include/phieu/$name.h" |
		while IFS= read -r line; do
			other=${line#*<phieu/}
			other=${other%%.h>*}
			case $allowed in
			*" $other "*) ;;
			*) printf '%s\n' "$line" ;;
			esac
		done)
	[ -z "$bad" ]
	tell $? "the door of $name opens downward" "$bad"
}
door table
door image
door form table
door record
door code image
door omr image form record
door rules record table
door ledger record
door trail ledger record
door print image form record table rules
door intake image record table form omr rules ledger trail
door report record table rules ledger trail
door term
door review image record table form omr rules ledger trail intake
door keying record table rules ledger trail intake

# A room never includes another room's inner header.
bad=$(grep -nE '^#include "(\.\./|[a-z]+/)' src/*/*.[ch])
[ -z "$bad" ]
tell $? 'no room reaches into another' "$bad"

# LIBRARY-PATTERN ROOM
known_to() {
	bad=$(grep -nE "^#include <$1" src/*/*.[ch] include/phieu/*.h |
		grep -v "^src/$2/")
	[ -z "$bad" ]
	tell $? "<$1> is known to $2 alone" "$bad"
}
known_to 'sqlite3' ledger
known_to 'zbar' code
known_to 'csv\.h' table
known_to '(turbojpeg|png)' image
known_to '(nettle|utf8proc)' base
known_to 'apriltag' omr
known_to '(cairo|pango|zint)' print
known_to '(ncurses|curses|term\.h)' term

bad=$(grep -nE '\b(printf|puts|fputs|putchar|perror|exit|getenv|secure_getenv)\(' \
	src/*/*.c | grep -vE '^src/cli/' |
	grep -vE '^src/image/.*getenv\("(TMPDIR|PATH)"\)')
[ -z "$bad" ]
# (image looks for helper programs and a folder for their files)
tell $? 'only cli prints, exits and reads the environment' "$bad"

bad=$(head -qn1 src/*/*.c src/*/*.h include/phieu/*.h |
	grep -vx '/\* SPDX-License-Identifier: MIT \*/')
[ -z "$bad" ]
tell $? 'every file begins with its licence' "$bad"

bad=$(find src include -name '*.[ch]' -exec wc -l {} + |
	awk '$2 != "total" && $1 > 500')
[ -z "$bad" ]
tell $? 'no file is longer than 500 lines' "$bad"

bad=$(git grep -nE '(^|[ "=])/(work|root|home)/' -- . 2>/dev/null |
	grep -v '^tests/house.sh')
[ -z "$bad" ]
tell $? 'no path of a machine stands in the tree' "$bad"

echo "1..$count"
