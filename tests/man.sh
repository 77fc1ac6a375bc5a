#!/bin/sh
# SPDX-License-Identifier: MIT
# The manual is sound, fits a terminal, and says what the program does: every
# command, option, finding, reason, header, placeholder and JSON key stands in
# its page, and no page names an option that there is not.
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
man=$PH_TEST_SOURCE/man
rules=$PH_TEST_SOURCE/data/rules/tt01-2018

# A page as plain words, each paragraph on one line (1,000 is the widest that
# mandoc makes), so that no name is parted. Bold and underlined letters are
# struck over.
plain() { # PAGE
	mandoc -T utf8 -O width=1000 "$man/$1" | sed 's/.\x08//g'
}

# SENTENCE PAGE WORD…: are the words, whole, in the page?
words_stand() {
	sentence=$1
	text=$sandbox/plain/$2
	missing=
	shift 2
	for word; do
		grep -qE -e "(^|[^A-Za-z0-9_-])$word([^A-Za-z0-9_-]|$)" \
			"$text" || missing="$missing $word"
	done
	[ $# -gt 0 ] && [ -z "$missing" ]
	tell $? "$sentence${missing:+; but not:$missing}"
}

first_column() { # FILE [COLUMN]
	sed 1d "$1" | cut -d , -f "${2:-1}" | sort -u
}

: >"$out"
: >"$err"
have mandoc
tell $? 'mandoc is here: scripts/packages names it'
if ! have mandoc; then
	finish
	exit 1
fi
mkdir "$sandbox/plain"
pages=$(cd "$man" && ls -- *.[1-9])
for page in $pages; do
	plain "$page" >"$sandbox/plain/$page"
done

# ---- every page is sound ----

for page in $pages; do
	mandoc -T lint -W warning "$man/$page" >"$out" 2>"$err"
	tell $? "$page is sound mdoc"
	wide=$(mandoc -T utf8 -O width=78 "$man/$page" | sed 's/.\x08//g' |
		wc -L)
	[ "$wide" -gt 0 ] && [ "$wide" -le 80 ]
	tell $? "$page fits 80 columns: its widest line has $wide"
	# One that goes over a line's end cannot be copied.
	mandoc -T utf8 -O width=78 "$man/$page" | sed 's/.\x08//g' >"$out"
	broken=$(sed -n 's/^\.Dl //p' "$man/$page" |
		sed -e 's/\\-/-/g' -e 's/\\&//g' -e 's/\\e/\\/g' \
			-e 's/\\(dq/"/g' -e '/^[A-Z][a-z] /d' | while read -r example; do
		grep -qF -e "$example" "$out" || echo "$example"
	done)
	[ -z "$broken" ]
	tell $? "$page breaks no example $broken"
	head -n 1 "$man/$page" | grep -qxF '.\" SPDX-License-Identifier: MIT'
	tell $? "$page begins with its license"
	missing=
	set -- NAME SYNOPSIS DESCRIPTION 'SEE ALSO' EXAMPLES
	[ "${page%.1}" = "$page" ] || set -- "$@" OPTIONS 'EXIT STATUS'
	for section; do
		grep -qx ".Sh $section" "$man/$page" ||
			missing="$missing $section"
	done
	[ -z "$missing" ]
	tell $? "$page has its sections${missing:+; but not:$missing}"
	broken=$(sed -n 's/^\.Xr \(phieu[a-z-]*\) \([0-9]\).*/\1.\2/p' \
		"$man/$page" | while read -r other; do
		[ -f "$man/$other" ] || echo "$other"
	done)
	[ -z "$broken" ]
	tell $? "$page refers to pages that are there $broken"
done

# ---- commands and options ----

"$PHIEU" --dump-options >options
"$PHIEU" help |
	sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' >commands
[ -s options ] && [ -s commands ]
tell $? 'the program tells its commands and options'

while read -r command; do
	[ -f "$man/phieu-$command.1" ]
	tell $? "$command has its page"
done <commands
# shellcheck disable=SC2046
words_stand 'phieu.1 names every command' phieu.1 $(cat commands)

page_of() { # COMMAND
	if [ "$1" = phieu ]; then
		echo phieu.1
	else
		echo "phieu-$1.1"
	fi
}

for command in phieu $(cat commands); do
	# shellcheck disable=SC2046
	set -- $(awk -F'	' -v command="$command" '
		$1 == command { print $2; if ($3) print $3 }' options)
	[ $# -gt 0 ] || continue
	words_stand "$(page_of "$command") tells its options" \
		"$(page_of "$command")" "$@"
done

# The options that a page's Fl macros name, one a line: -o, --output. "Fl qv"
# is two.
flags() { # PAGE
	awk '
	/^\./ {
		named = 0
		for (i = 1; i <= NF; i++) {
			word = $i
			if (word == "Fl" || word == ".Fl") {
				named = 1
				continue
			}
			if (word ~ /^[A-Z][a-z]$/)
				named = 0
			if (!named || word !~ /^-?[A-Za-z0-9]/)
				continue
			if (word ~ /^-/) {
				print "-" word
				continue
			}
			for (k = 1; k <= length(word); k++)
				print "-" substr(word, k, 1)
		}
	}' "$man/$1" | sort -u
}

for page in $pages; do
	command=${page#phieu-}
	case $page in
	phieu.1 | *.5) awk -F'	' '{ print $2; print $3 }' options ;;
	*)
		awk -F'	' -v command="${command%.1}" '
			$1 == command || $1 == "phieu" { print $2; print $3 }
			' options
		;;
	esac | sort -u >known
	flags "$page" >named
	# In examples and running text: whatever looks like a long option.
	grep -oE -e '(^|[^A-Za-z0-9-])--[a-z][a-z-]*' "$sandbox/plain/$page" |
		sed 's/^[^-]*//' >>named
	awk -F'	' '{ print $2 }' options | sort -u >anywhere
	wrong=$(sort -u named | while read -r option; do
		grep -qxF -e "$option" known && continue
		# Another command's long option may be spoken of.
		case $option in
		--*) grep -qxF -e "$option" anywhere && continue ;;
		esac
		echo "$option"
	done | tr '\n' ' ')
	[ -z "$wrong" ]
	tell $? "$page names no option that there is not $wrong"
done

# ---- what the tables and the sources say ----

# shellcheck disable=SC2046
words_stand 'phieu-validate.1 tells every kind of finding' phieu-validate.1 \
	$(first_column "$rules/checks.csv")
while IFS=, read -r kind severity _; do
	grep -qE -e "^ *$kind \($severity\)" \
		"$sandbox/plain/phieu-validate.1"
	tell $? "phieu-validate.1 calls $kind a finding of severity $severity"
done <<END
$(sed 1d "$rules/checks.csv" | cut -d , -f 1,2)
END

# shellcheck disable=SC2046
words_stand 'phieu-csv.5 tells every reason of scan' phieu-csv.5 \
	$(sed -n 's/.*\[PH_IMAGE_[A-Z_]*\] = "\([a-z-]*\)".*/\1/p' \
		"$PH_TEST_SOURCE/src/image/trouble.c") \
	$(sed -n 's/.*\[PH_OMR_[A-Z_]*\] = "\([a-z-][a-z-]*\)".*/\1/p' \
		"$PH_TEST_SOURCE/src/omr/fault.c") \
	$(sed -n 's/.*PH_REASON_MARK "\([a-z-]*\)".*/\1/p' \
		"$PH_TEST_SOURCE/include/phieu/record.h") \
	$(grep -ohE '"[a-z]+-[a-z-]+"' "$PH_TEST_SOURCE/src/intake/part.c" \
		"$PH_TEST_SOURCE/src/intake/page.c" | tr -d '"')

sed 1d "$PH_TEST_SOURCE/data/columns.csv" |
	sed -e 's/^[^,]*,//' -e 's/^"\(.*\)"$/\1/' | while read -r label; do
	grep -qF -e "\"$label\"" "$sandbox/plain/phieu-csv.5" ||
		echo "$label"
done >"$out"
[ ! -s "$out" ]
tell $? 'phieu-csv.5 tells every header that columns go by'
# shellcheck disable=SC2046
words_stand 'and every column' phieu-csv.5 \
	$(first_column "$PH_TEST_SOURCE/data/columns.csv")
# shellcheck disable=SC2046
words_stand 'and every column of the sheets' phieu-csv.5 \
	$(first_column "$rules/sheets.csv" 2 | grep -vx criteria)

for table in "$rules"/*.csv; do
	name=${table##*/}
	# shellcheck disable=SC2046
	words_stand "phieu-rules.5 tells every column of $name" phieu-rules.5 \
		"$name" $(head -n 1 "$table" | tr ',' ' ')
done
# shellcheck disable=SC2046
words_stand 'phieu-rules.5 tells every column that a sheet may have' \
	phieu-rules.5 $(first_column "$rules/sheets.csv" 2)
# shellcheck disable=SC2046
words_stand 'phieu-rules.5 tells every placeholder' phieu-rules.5 \
	$(sed -n '/ph_placeholders\[\] =/,/NULL/p' \
		"$PH_TEST_SOURCE/src/rules/load_checks.c" |
		grep -oE '"[a-z_]+"' | sed 's/"\(.*\)"/[{]\1[}]/')
# shellcheck disable=SC2046
words_stand 'phieu-config.1 tells every setting' phieu-config.1 \
	$(first_column "$rules/settings.csv") unit name rules

# shellcheck disable=SC2046
words_stand 'phieu-ledger.5 tells every table and view' phieu-ledger.5 \
	$(sed -n 's/^CREATE \(TABLE\|VIEW\) \([a-z_]*\).*/\2/p' \
		"$PH_TEST_SOURCE"/src/ledger/migration_*.sql) ratings

# shellcheck disable=SC2046
words_stand 'phieu.1 explains every exit status' phieu.1 \
	$(sed -n '/^enum ph_code {/,/^}/s/.*= \([0-9]*\),.*/\1/p' \
		"$PH_TEST_SOURCE/include/phieu/error.h")

# ---- what --json writes ----

make_example
mkdir anh && (cd anh && write_photos)
must box add --date 2024-08-15 --count 9
keys() { # FILE: the keys of its objects, but those of answers and values
	sed -E 's/"(answers|values)":\{[^}]*\}/"\1":{}/g' "$1" |
		grep -oE '"[a-z0-9_]+":' | tr -d '":' | sort -u
}
: >objects
for arguments in 'scan anh' 'load officers officers.csv' 'import keyed.csv' \
	'validate' 'status --period 2024-Q3' 'log' 'log 1' 'config' 'box list' \
	'rules' \
	'export mau-02 --period 2024-Q3' 'export mau-03 --period 2024-Q3' \
	'export mau-05 --period 2024-Q3'; do
	# shellcheck disable=SC2086
	must --json $arguments
	[ -s "$out" ]
	tell $? "phieu --json $arguments writes objects"
	keys "$out" | grep -vE '^cs[0-9]$' >>objects
done
# shellcheck disable=SC2046
words_stand 'phieu-json.5 tells every key' phieu-json.5 $(sort -u objects)

finish
