#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
mkdir anh && cd anh && write_photos && cd ..

expect 1 'scan writes one record a page, in order' scan anh
is "$(lines)" 5 'a header and four rows'
is "$(head -n 1 "$out" | cut -d , -f 1-8)" \
	photo,page,sha256,form,code,code_from,status,reason \
	'the columns of the contract'
is "$(head -n 1 "$out" | cut -d , -f 9-)" cs1,cs3,cs4,cs7,hl,seen,detail,part,marks,place \
	'then one a field'
is "$(column photo | tr '\n' ' ')" \
	'anh/blank.png anh/code128.png anh/menu.png anh/qr.png ' \
	'by natural order'
is "$(column code | tr '\n' ' ')" \
	' H29.12-240802-0002  H29.12-240801-0001 ' 'with their codes'
is "$(column code_from | tr '\n' ' ')" ' code128  qr ' 'and whence'
is "$(column status | tr '\n' ' ')" 'unread read unread read ' 'the status'
is "$(column reason | tr '\n' ' ')" 'no-code  no-dossier-code  ' 'why not'
is "$(column sha256 | head -n 1)" "$(digest anh/blank.png)" 'the hash'
is "$(column cs1 | sort -u)" '?' 'and no marks that were not read'
err_has '4 pages: 2 read, 0 doubtful, 2 unread'
! grep -qF 001099012345 "$out" "$err"
tell $? 'a citizen'\''s number in a payload goes nowhere'

expect 0 'all read is status 0' scan anh/qr.png anh/code128.png
is "$(column photo | tr '\n' ' ')" 'anh/qr.png anh/code128.png ' \
	'in the order of the operands'
expect 0 '-q is silent' scan -q anh/qr.png
err_empty
expect 0 '--json writes one object a line' scan --json anh/qr.png
is "$(lines)" 1 'one'
out_has '"photo":"anh/qr.png","page":1'
out_has '"code":"H29.12-240801-0001","code_from":"qr","status":"read"'

expect 0 '--codes-only looks for no form' scan --codes-only anh/qr.png
is "$(column code)" H29.12-240801-0001 'and reads the code'
is "$(column cs1)" '?' 'and no marks'
expect 64 'a form goes with marks' scan --codes-only --form a5 anh/qr.png

# ---- files that are no photographs ----

: >nothing.jpg
echo 'just text' >text.jpg
head -c 200 anh/qr.png >cut.png
expect 1 'what cannot be read has its row and reason, and the batch goes on' \
	scan nothing.jpg text.jpg cut.png missing.jpg anh/qr.png
is "$(column reason | tr '\n' ' ')" \
	'empty-file not-an-image truncated not-found  ' 'each its own'
is "$(column status | tail -n 1)" read 'the last is read all the same'
expect 1 'a page over the pixel limit is refused' \
	scan --pixel-limit 1 giant.png anh/qr.png
is "$(column status | tail -n 1)" read 'and the limit is no harm to others'

# ---- lists ----

printf 'anh/qr.png\nanh/code128.png\n' >list
expect 0 '--files-from names the photographs' scan --files-from list
is "$(column photo | tr '\n' ' ')" 'anh/qr.png anh/code128.png ' 'in order'
expect_in list 0 '- is standard input' scan --files-from -
is "$(lines)" 3 'of which all are read'
cp anh/qr.png 'anh/a
b.png'
printf 'anh/a\nb.png\0anh/qr.png\0' >list0
expect 0 '-0 takes names with line breaks' scan --files-from list0 -0
is "$(sed -n 2p "$out")" '"anh/a' 'as they are'
rm 'anh/a
b.png'
expect 66 'a list that is missing is no input' scan --files-from nowhere
mkdir empty
expect 0 'an empty folder gives an empty table' scan empty
is "$(lines)" 1 'but its header'

# ---- outputs ----

expect 0 '-o writes a file' scan -o records.csv anh/qr.png
out_empty
is "$(wc -l <records.csv)" 2 'of all rows'
is "$(mode records.csv)" 600 'for its owner alone'
before=$(digest records.csv)
expect 66 'when the work fails' scan -o records.csv --files-from nowhere
is "$(digest records.csv)" "$before" 'an older file stays'
expect 73 'a missing folder cannot hold the file' \
	scan -o no/records.csv anh/qr.png
expect 74 'a full device is a write error' scan -o /dev/full anh/qr.png
[ -c /dev/full ]
tell $? 'and stays a device'
expect 0 '-o - is stdout' scan -o - anh/qr.png
is "$(lines)" 2 'of all rows'
full scan anh/qr.png
full scan --json anh/qr.png
{
	sleep 0.3
	"$PHIEU" scan anh 2>"$err"
	echo $? >"$sandbox/status"
} | true
is "$(cat "$sandbox/status")" 74 'a reader that left is status 74'

# ---- jobs, rules, usage ----

phieu scan -j 1 anh
cp "$out" one
expect 1 'the records do not depend on the workers' scan -j 4 anh
cmp -s one "$out"
tell $? 'byte for byte'
expect 78 'an unknown rule set is a fault of configuration' \
	scan --rules tt99 anh
expect 64 'no path is a usage error' scan
err_has "Try 'phieu scan --help'"
expect 64 'no worker is a usage error' scan -j 0 anh
expect 64 '-0 without a list is a usage error' scan -0 anh
expect 64 'scan has no -n' scan -n anh
make_ledger
expect 0 'a ledger names the rule set' scan anh/qr.png
expect 66 'a ledger that is named must be there' -L no.ledger scan anh/qr.png
expect 0 'but not with --rules' \
	-L no.ledger scan --rules tt01-2018 anh/qr.png

mkfifo pipe.jpg
expect 1 'a pipe is not waited for' scan pipe.jpg
grep -q '^pipe.jpg,1,.*,unread,not-a-file,' "$out"
tell $? 'it is a row with its reason'

expect 1 'a form that was named, but is not there, is missed' \
	scan --form a5 anh/qr.png
out_has ',doubtful,not-registered,?,'
expect 0 'without a name its code is all that is asked' scan anh/qr.png
finish
