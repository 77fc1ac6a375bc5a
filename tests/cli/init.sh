#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"

expect 0 'init makes phieu.ledger here' init
err_has 'phieu.ledger'
out_empty
is "$(mode phieu.ledger)" 600 'the ledger is for its owner alone'

expect 73 'a ledger that stands already is refused' init
err_has 'phieu.ledger'
before=$(digest phieu.ledger)
phieu init --rules tt01-2018
is "$(digest phieu.ledger)" "$before" 'and is left as it was'

expect 0 'init makes the file that -L names' -L other.ledger init
[ -f other.ledger ]
tell $? 'the named file is there'
expect 0 '-L may stand behind the command' init -L third.ledger
PHIEU_LEDGER=$PWD/env.ledger "$PHIEU" init -q 2>"$err"
[ -f env.ledger ]
tell $? 'init makes the file that PHIEU_LEDGER names'
[ ! -s "$err" ]
tell $? '-q is silent'

expect 73 'a missing folder cannot hold a ledger' -L no/where.ledger init
[ ! -e no ]
tell $? 'and is not made'

expect 0 'init takes the unit and its name' \
	-L unit.ledger init --unit H29.12 --name 'UBND xã An Bình'
err_has 'UBND xã An Bình'
expect 0 'the unit is a setting' -L unit.ledger config unit
out_is <<END
H29.12
END
expect 0 'the name is a setting' -L unit.ledger config name
out_is <<END
UBND xã An Bình
END

expect 64 '--unit alone is a usage error' -L u.ledger init --unit H29.12
expect 64 '--name alone is a usage error' -L u.ledger init --name X
expect 64 'an operand is too much' -L u.ledger init here
err_has "Try 'phieu init --help'"
expect 78 'an unknown rule set is a fault of configuration' \
	-L u.ledger init --rules tt99-2099
err_has 'tt99-2099'
[ ! -e u.ledger ]
tell $? 'what was refused made no ledger'

echo 'a file' >taken.ledger
before=$(digest taken.ledger)
expect 73 'a foreign file in its place is refused' -L taken.ledger init
is "$(digest taken.ledger)" "$before" 'and is left as it was'

# Of many at once, one succeeds and the others are told.
for i in 1 2 3 4 5 6 7 8; do
	"$PHIEU" -L race.ledger init 2>/dev/null
	echo $? >"race.$i"
done &
for i in 11 12 13 14 15 16 17 18; do
	"$PHIEU" -L race.ledger init 2>/dev/null
	echo $? >"race.$i"
done
wait
is "$(cat race.[0-9]* | sort | uniq -c | tr -s ' \n' ' ')" ' 1 0 15 73 ' \
	'of two that create the same ledger at once, one does'
expect 0 'and the ledger is sound' -L race.ledger config rules

mkdir -p rules
cp -r "$PH_TEST_SOURCE/data/rules/tt01-2018" rules/tinh-x
sed -i '2s/^tt01-2018/tinh-x/' rules/tinh-x/rules.csv
expect 0 'a rule set beside the ledger is found' \
	-L x.ledger init --rules tinh-x
expect 0 'and is its setting' -L x.ledger config rules
out_is <<END
tinh-x
END

finish
