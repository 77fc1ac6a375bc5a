#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
header=severity,kind,sheet,code,field,message,suggestion

make_ledger
expect 0 'an empty ledger has nothing but notes' validate
is "$(head -n 1 "$out")" $header 'under the header of the contract'
is "$(column severity | grep -cv info)" 0 'no error, no warning'
err_has '0 errors, 0 warnings'
rm phieu.ledger

make_example
expect 1 'warnings are status 1' validate --period 2024-Q3
is "$(column severity | sort -u)" warning 'and only these are here'
out_has ,contradiction,
out_has ,computed-differs,
err_has '0 errors, 5 warnings'

cat >more.csv <<END
code,cs1,cs3,cs4,cs7,date,officer
H29.12-240801-0001,0,0,0,0,2024-08-16,
H29.12-240801-OOO2,2,2,2,2,2024-08-16,
H29.12-240801-0099,2,2,2,2,2024-08-16,
,1,1,1,1,2024-08-16,
H29.12-240801-0004,!,1,1,0,2024-08-15,
END
must import more.csv
must box add --date 2024-08-16 --count 9
expect 1 'findings are listed' validate
is "$(column severity | uniq)" 'error
warning
info' 'errors first, then warnings, then notes'
for kind in second-rating malformed-code unknown-code no-code box-count; do
	out_has ",$kind,"
done
grep -q 'unknown-code.*H29.12-240801-000' "$out"
tell $? 'an unknown code has its nearest ones'
expect 1 'another period has none of them' validate --period 2023-Q3
out_lacks second-rating

expect 1 '--json writes one object a line' validate --json
is "$(grep -c '^{"severity":".*}$' "$out")" "$(lines)" 'all of them'
expect 1 '-q is silent' validate -q
err_empty

before=$(digest phieu.ledger)
expect 1 '-o writes a file' validate -o findings.csv
out_empty
is "$(head -n 1 findings.csv)" $header 'of the same'
is "$(mode findings.csv)" 600 'for its owner alone'
is "$(digest phieu.ledger)" "$before" 'the ledger is only read'
expect 73 'a missing folder cannot hold the file' validate -o no/findings.csv
expect 74 'a full device is a write error' validate -o /dev/full
full validate
full validate --json

expect 64 'a period that is none is a usage error' validate --period 2024-Q7
err_has 2026-Q1
expect 64 'an operand is too much' validate 2024-Q3
expect 64 'validate has no -n' validate -n
finish
