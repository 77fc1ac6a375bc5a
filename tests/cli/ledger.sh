#!/bin/sh
# SPDX-License-Identifier: MIT
# Which ledger, and in what state.
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
make_ledger
write_registers

# ---- discovery ----

mkdir -p quarter/photos
cd quarter/photos || exit 1
expect 0 'a ledger in a folder above is found' config unit
out_is <<END
H29.12
END
"$PHIEU" init -q --unit H30 --name X
expect 0 'the nearest one is used' config unit
out_is <<END
H30
END
expect 0 '-L comes first' -L ../../phieu.ledger config unit
out_is <<END
H29.12
END
PHIEU_LEDGER=../../phieu.ledger "$PHIEU" config unit >"$out"
is "$(cat "$out")" H29.12 'PHIEU_LEDGER comes before the nearest'
PHIEU_LEDGER=../../phieu.ledger "$PHIEU" -L phieu.ledger config unit >"$out"
is "$(cat "$out")" H30 '-L comes before PHIEU_LEDGER'
PHIEU_LEDGER='' "$PHIEU" config unit >"$out"
is "$(cat "$out")" H30 'an empty PHIEU_LEDGER is none'
expect 66 'a ledger that is named must be there' -L no.ledger status
err_has no.ledger
cd ../.. || exit 1

mkdir "$sandbox/elsewhere"
cd "$sandbox/elsewhere" || exit 1
for command in status validate config 'export mau-03 --period 2024-Q3' \
	'box list' 'close 2024-Q3' 'purge --before 2024-01-01' \
	'settle 1 counts --by X'; do
	# shellcheck disable=SC2086
	expect 66 "no ledger: $command" $command
	err_has "no ledger here or above: run 'phieu init', or name one"
	out_empty
done
cd "$sandbox/here" || exit 1

# ---- data ----

PHIEU_DATA=$sandbox/elsewhere "$PHIEU" config 2>"$err" >"$out"
is $? 78 'a data folder without data is a fault of configuration'
grep -q PHIEU_DATA "$err"
tell $? 'that names the variable'

# A program that is called elsewhere has its data beside it.
data=$PHIEU_DATA
mkdir -p usr/bin usr/share tree/build
cp "$PHIEU" usr/bin/phieu
cp "$PHIEU" tree/build/phieu
ln -s "$data" usr/share/phieu
ln -s "$data" tree/build/data
(unset PHIEU_DATA && usr/bin/phieu rules tt01-2018) >"$out" 2>"$err"
is $? 0 'an installed phieu finds ../share/phieu'
(unset PHIEU_DATA && tree/build/phieu rules tt01-2018) >"$out" 2>"$err"
is $? 0 'a built phieu finds data beside itself'

# ---- foreign, damaged, newer ----

refused() { # STATUS SENTENCE FILE
	before=$(digest "$3")
	expect "$1" "$2: to read" -L "$3" status
	out_empty
	err_has "$3"
	expect "$1" "$2: to write" -L "$3" import keyed.csv
	is "$(digest "$3")" "$before" 'and is left as it was'
}
echo 'not a database' >text.ledger
refused 65 'a text file is no ledger' text.ledger
: >empty.ledger
refused 78 'a ledger whose making was cut off asks for init' empty.ledger
err_has 'phieu init'
expect 0 'which makes it' -L empty.ledger init
expect 0 'and then it can be used' -L empty.ledger config
head -c 9000 phieu.ledger >cut.ledger
refused 65 'a cut ledger is damaged' cut.ledger
sqlite3 other.ledger 'CREATE TABLE t (a); INSERT INTO t VALUES (1)'
refused 65 'another program'\''s database is no ledger' other.ledger
cp phieu.ledger newer.ledger
sqlite3 newer.ledger 'PRAGMA user_version = 9999'
refused 78 'a newer phieu'\''s ledger is not touched' newer.ledger
err_has newer

# ---- an older phieu's ledger ----

{
	cat "$PH_TEST_SOURCE/src/ledger/migration_001.sql"
	echo "PRAGMA application_id = 1885890917; PRAGMA user_version = 1;
		INSERT INTO batch VALUES (1, '2024-08-15T01:00:00Z', 'init',
			NULL, NULL);
		INSERT INTO setting (batch, key, value) VALUES
			(1, 'rules', 'tt01-2018'), (1, 'unit', 'H29.12'),
			(1, 'name', 'UBND xã An Bình');
		CREATE VIEW ratings AS SELECT id FROM sheet;"
} | sqlite3 older.ledger
before=$(digest older.ledger)
for command in config log review validate 'status --period 2024-Q3' \
	'purge -n --before 2024-01-01' 'import -n keyed.csv'; do
	# shellcheck disable=SC2086
	expect 0 "an older ledger is not changed by $command" \
		-L older.ledger $command
	err_has 'older.ledger: of an older phieu (schema 1)'
done
expect 78 'it has no chain that could be verified' -L older.ledger log --verify
err_has 'schema 1'
out_empty
is "$(digest older.ledger)" "$before" 'not a byte'
expect 0 'who writes brings it up to date' -qL older.ledger import keyed.csv
err_has 'older.ledger: brought from schema 1 to 3: older versions of phieu'
expect 0 'once' -L older.ledger import keyed.csv
err_lacks schema
expect 0 'and then it is read as any other' -L older.ledger log
err_empty
mkdir folder.ledger
expect 66 'a folder is no ledger' -L folder.ledger status

# ---- busy ----

mkfifo hold
sqlite3 phieu.ledger <hold >held &
exec 3>hold
echo 'BEGIN EXCLUSIVE; SELECT 1;' >&3
while [ ! -s held ]; do sleep 0.1; done
# Both wait their ten seconds at once.
"$PHIEU" status >"$sandbox/reading" 2>&1 &
reader=$!
expect 75 'a ledger that another holds is busy: to write' \
	import keyed.csv
err_has 'phieu.ledger'
wait $reader
is $? 75 'a ledger that another holds is busy: to read'
exec 3>&-
wait
expect 0 'and is free again' import keyed.csv

# Read-only folders: tests/faults/access.sh, as nobody where root runs it.

finish
