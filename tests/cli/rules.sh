#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"

expect 0 'rules lists the sets' rules
is "$(head -n 1 "$out")" id,name,effective_from,effective_to,folder \
	'under a header'
is "$(column id | grep -cx tt01-2018)" 1 'tt01-2018 is one'
err_empty
expect 0 '--json writes one object a set' rules --json
out_has '{"id":"tt01-2018",'
expect 0 'rules ID sums it up' rules tt01-2018
out_has 'Điều 13'
out_has 'cs1'
out_has 'Xuất sắc'
expect 0 'as JSON too' rules tt01-2018 --json
is "$(lines)" 1 'in one line'
out_has '"subject":"unit","at_least":15.0,"label":"Xuất sắc"'

# ---- sets of one's own ----

mkdir rules
cp -r "$PHIEU_DATA/rules/tt01-2018" rules/tinh-x
sed -i '2s/^tt01-2018/tinh-x/' rules/tinh-x/rules.csv
expect 0 'a folder is named with a /' rules ./rules/tinh-x
out_has tinh-x
make_ledger
expect 0 'a set beside the ledger is listed' rules
is "$(column id | tr '\n' ' ')" 'tinh-x tt01-2018 ' 'by its id'
expect 0 'and found by it' rules tinh-x
out_has tinh-x

echo 'officer,x,Giỏi,Nguồn' >>rules/tinh-x/bands.csv
echo 'cs1,9,,Nguồn' >>rules/tinh-x/options.csv
expect 78 'a faulty set shows all its faults' rules tinh-x
grep -qE '^rules/tinh-x/bands.csv:[0-9]+:2: ' "$err" ||
	grep -qE 'rules/tinh-x/bands.csv:[0-9]+:2: ' "$err"
tell $? 'of one table'
grep -qE 'rules/tinh-x/options.csv:[0-9]+' "$err"
tell $? 'and of the other'
out_empty
expect 1 'and is listed as faulty' rules
is "$(column id | grep -cx tinh-x)" 1 'among the others'
rm rules/tinh-x/bands.csv
expect 78 'a missing table is a fault' rules tinh-x
err_has bands.csv

expect 78 'an unknown set is a fault of configuration' rules tt99-2099
err_has tt99-2099
expect 64 'one operand is enough' rules a b
full rules
full rules tt01-2018
full rules --json
finish
