#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
PHIEU_BY='Nguyễn Văn An'
export PHIEU_BY
make_example

# The head that the last command printed: head FILE
head_in() {
	sed -n 's/.*\(\([0-9a-f]\{4\} \)\{7\}[0-9a-f]\{4\}\).*/\1/p' "$1"
}

raw() { # SQL, as whoever owns the file can
	for trigger in $(sqlite3 phieu.ledger \
		"SELECT name FROM sqlite_schema WHERE type = 'trigger'"); do
		echo "DROP TRIGGER $trigger;"
	done >drop.sql
	sqlite3 phieu.ledger "SELECT sql || ';' FROM sqlite_schema
		WHERE type = 'trigger'" >make.sql
	{
		cat drop.sql
		echo "$1;"
		cat make.sql
	} | sqlite3 phieu.ledger
}

before=$(digest phieu.ledger)
expect 0 'a ledger that nobody touched is whole' log --verify
out_is <<END
table,id,fault,batch,at
END
err_has 'facts are as sealed; head '
first=$(head_in "$err")
is "${#first}" 39 'the head has 32 digits in groups of four'
expect 0 'as JSON there is nothing to say' log --verify --json
out_empty
is "$(digest phieu.ledger)" "$before" 'the ledger is only read'
is "$(sqlite3 phieu.ledger 'SELECT DISTINCT by FROM history')" \
	'Nguyễn Văn An' 'PHIEU_BY is kept with each batch'
PHIEU_BY='' "$PHIEU" config denominator dossiers 2>"$err"
is "$(sqlite3 phieu.ledger 'SELECT by FROM history ORDER BY batch DESC LIMIT 1')" \
	"$(id -un)" 'without it the login name is'
PHIEU_BY='a
b' "$PHIEU" config denominator forms 2>"$err" >"$out"
is $? 78 'a name of two lines is none'
grep -q PHIEU_BY "$err"
tell $? 'that names the variable'

# ---- the head on paper ----

must close 2024-Q3
cp "$out" minutes
paper=$(head_in minutes)
expect 0 'what close printed is the head' log --verify --head "$paper"
err_has "head $paper"
err_has '(close 2024-Q3, '
err_has '0 batches came after it'
must config denominator forms
expect 0 'also when more has come' log --verify --head "$paper"
err_has '1 batch came after it'
upper=$(echo "$paper" | tr -d ' ' | tr a-f A-F)
expect 0 'written in upper case without spaces' log --verify --head "$upper"
err_has '(close 2024-Q3, '
expect 0 'an older head is known too' log --verify --head "$first"
expect 65 'a head that never was is told' log --verify \
	--head '0000 0000 0000 0000 0000 0000 0000 0001'
err_has 'no such head'
expect 64 'a head has 32 digits' log --verify --head 12ab
err_has 'has 4 digits'
expect 64 'of 0-9 and a-f' log --verify --head "$(echo "$paper" | tr 0-9 x)"
expect 64 'not more' log --verify --head "$paper 0"
expect 64 '--head wants --verify' log --head "$paper"

before=$(digest phieu.ledger)
expect 0 'a dry run leaves no link' settle -n 1 counts --by X
is "$(digest phieu.ledger)" "$before" 'not a byte'

# ---- touched ----

cp phieu.ledger whole.ledger
raw 'UPDATE sheet SET a1 = 2 WHERE id = 6'
expect 65 'a rating that was altered is named' log --verify
at=$(sqlite3 phieu.ledger 'SELECT datetime(b.at, "+7 hours") FROM sheet s
	JOIN batch b ON b.id = s.batch WHERE s.id = 6')
batch=$(sqlite3 phieu.ledger 'SELECT batch FROM sheet WHERE id = 6')
out_is <<END
table,id,fault,batch,at
sheet,6,altered,$batch,$at
END
err_has '1 fault in the ledger'
expect 65 'also as JSON' log --verify --json
out_is <<END
{"table":"sheet","id":6,"fault":"altered","batch":$batch,"at":"$at"}
END
expect 65 'and with a head that is still there' log --verify --head "$paper"
err_has '(close 2024-Q3, '
full log --verify

cp whole.ledger phieu.ledger
raw 'DELETE FROM sheet WHERE id = 7; UPDATE code SET code = '\''x'\'' WHERE id = 1'
expect 65 'so is what was removed' log --verify
is "$(column fault | tr '\n' ' ')" 'altered removed ' 'each on its row'
is "$(column table | tr '\n' ' ')" 'code sheet ' 'with its table'

cp whole.ledger phieu.ledger
sqlite3 phieu.ledger 'DROP TRIGGER sheet_no_update'
expect 65 'and a trigger that is gone' log --verify
out_has 'sheet,,unguarded,,'

# An index that does not hold all rows: the tables are as they were, but what is
# read by it is not.
cp whole.ledger phieu.ledger
must config denominator dossiers
forge() { # the index's text, from now on
	sqlite3 phieu.ledger "PRAGMA writable_schema = ON;
		UPDATE sqlite_schema SET sql = '$1' WHERE name = 'setting_key'"
}
whole_index=$(sqlite3 phieu.ledger \
	"SELECT sql FROM sqlite_schema WHERE name = 'setting_key'")
forge "$whole_index WHERE key <> ''denominator''"
sqlite3 phieu.ledger 'REINDEX setting_key'
forge "$whole_index"
is "$("$PHIEU" config denominator 2>"$err")" forms \
	'an index can hide a setting from who reads by it'
expect 65 'that is found, though each fact is as sealed' log --verify \
	--head "$paper"
out_has 'setting,,damaged,,'
err_has '(close 2024-Q3, '

cp whole.ledger phieu.ledger
sqlite3 phieu.ledger 'DROP VIEW ratings;
	CREATE VIEW ratings AS SELECT 1 AS sheet'
expect 65 'so is a view that is not phieu'\''s' log --verify
out_has 'ratings,,schema,,'

# All from the closing on cut off: nothing but the paper tells.
cp whole.ledger phieu.ledger
last=$(sqlite3 phieu.ledger "SELECT max(batch) FROM closing")
raw "DELETE FROM chain WHERE batch >= $last;
	DELETE FROM closing; DELETE FROM closing_file;
	DELETE FROM setting WHERE batch >= $last;
	DELETE FROM batch WHERE id >= $last"
expect 0 'what was cut off at the end leaves no sign in the file' log --verify
expect 65 'but the head on paper shows it' log --verify --head "$paper"
err_has 'no such head'
finish
