#!/bin/sh
# SPDX-License-Identifier: MIT
# The page is put together from the files that its template names.
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"

make_ledger
cp -R "$PHIEU_DATA" data
PHIEU_DATA=$PWD/data
template=data/review/page.html

template() { # the rest of the template
	printf '<html>%s' "$1" >"$template"
	rm -f page.html
}

template '{{a-1.css}}|{{data}}|{{b.js}}{{b.js}}'
printf '%s' 'p {} {{data}} {{none.js}}' >data/review/a-1.css
printf '%s' 'go();' >data/review/b.js
expect 0 'files are put in where they are named' review -o page.html
grep -q '^<html>p {} {{data}} {{none\.js}}|{"format":1,.*}|go();go();$' \
	page.html
tell $? 'and are not looked through for names'

template '{{data}}{{none.js}}'
expect 78 'a file that is not there is a fault of the installation' \
	review -o page.html
err_has "data/review/none.js: cannot be opened"
[ ! -e page.html ]
tell $? 'and leaves no page'

for name in ../b.js B.js 'b js' ''; do
	template "{{data}}{{$name}}"
	expect 78 "no file is named '$name'" review -o page.html
	err_has "page.html: {{$name}}"
done
template '{{data}}{{b.js'
expect 78 'a name has an end' review -o page.html
err_has 'page.html: {{b.js'

for data in '' '{{data}}{{data}}'; do
	template "{{b.js}}$data"
	expect 78 "the data stand there once, not as '$data'" \
		review -o page.html
	err_has '{{data}} must stand there, once'
done
rm "$template"
expect 78 'nor is there a page without a template' review -o page.html
err_has 'page.html: cannot be opened'

finish
