#!/bin/sh
# SPDX-License-Identifier: MIT
# Every command has a page, and every page tells every option.
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
man=$PH_TEST_SOURCE/man

pages='phieu.1 phieu-ledger.5 phieu-rules.5 phieu-csv.5 phieu-json.5'
"$PHIEU" --dump-options >options
for command in $("$PHIEU" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
do
	pages="$pages phieu-$command.1"
	[ -f "$man/phieu-$command.1" ]
	tell $? "phieu-$command.1 is there"
done

# In roff a dash is \- and mdoc's Fl makes the first one.
plain() { # PAGE
	sed -e 's/\\-/-/g' -e 's/\\&//g' -e 's/Fl Fl /--/g' \
		-e 's/Fl -/--/g' -e 's/Fl \([A-Za-z0-9]\)/-\1/g' "$1"
}
while IFS='	' read -r command option _; do
	page=$man/phieu-$command.1
	[ "$command" = phieu ] && page=$man/phieu.1
	[ -f "$page" ] || continue
	plain "$page" | grep -qE -e "(^|[^a-z-])$option([^a-z-]|$)"
	tell $? "${page##*/} tells $option"
done <options

if have mandoc; then
	for page in $pages; do
		[ -f "$man/$page" ] || continue
		mandoc -T lint -W warning "$man/$page" >"$out" 2>"$err"
		tell $? "$page is sound roff"
	done
else
	skip 'pages are sound roff' 'mandoc is not here'
fi
finish
