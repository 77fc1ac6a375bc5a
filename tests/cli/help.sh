#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"

commands='init config load box scan import validate settle status export
	close purge rules completion help version'

# Lines of more than 80 characters: the bytes that continue a character do not
# count.
too_wide() { # FILE
	LC_ALL=C sed 's/[\x80-\xBF]//g' "$1" | LC_ALL=C awk 'length > 80'
}
printf '%080d\n' 0 >"$sandbox/wide"
is "$(too_wide "$sandbox/wide")" '' '80 columns are not too wide'
printf 'ộ%080d\n' 0 >"$sandbox/wide"
is "$(too_wide "$sandbox/wide" | wc -l)" 1 '81 are'

expect 0 'help lists the commands' help
for command in $commands; do
	out_has "  $command "
done
err_empty
is "$(too_wide "$out")" '' 'in 80 columns'
cp "$out" "$sandbox/all"
expect 0 '--help does the same' --help
cmp -s "$sandbox/all" "$out"
tell $? 'byte for byte'

for command in $commands; do
	expect 0 "help $command explains it" help "$command"
	is "$(head -n 1 "$out" | cut -d ' ' -f 1-3)" "Usage: phieu $command" \
		'and begins with its usage'
	is "$(too_wide "$out")" '' 'in 80 columns'
	cp "$out" "$sandbox/one"
	expect 0 "$command --help does the same" "$command" --help
	cmp -s "$sandbox/one" "$out"
	tell $? 'byte for byte'
	for option in $("$PHIEU" --dump-options | awk -F'\t' \
		-v command="$command" '$1 == command { print $2 }'); do
		out_has " $option"
	done
done
expect 0 '--help before the command is the command'\''s' --help scan
out_has 'Usage: phieu scan'

expect 64 'help of an unknown command is a usage error' help exprot
err_has 'is export meant?'
expect 64 'an unknown command is a usage error' exprot
err_has 'phieu: exprot is not a command; is export meant?'
err_has "Try 'phieu --help'"
err_lines 2
expect 64 'what is near to nothing is not guessed at' frobnicate
err_lacks 'meant?'
expect 64 'no command is a usage error'
err_lines 2
expect 64 'an unknown option before the command' --frob status
err_has '--frob is not an option'
expect 64 'an unknown option behind it' status --frob
err_has '--frob is not an option of status'
err_has "Try 'phieu status --help'"
err_lines 2
expect 64 'an unknown letter' status -Z
err_has '-Z is not an option of status'
expect 64 'an option without its value' status --period
err_has '--period wants PERIOD'
expect 64 'a flag with a value' status --json=yes
err_has '--json takes no value'
expect 64 'an option of other commands' status -n
err_has '-n is not an option of status'
expect 64 'also before the command' -n status
err_has '-n is not an option of status'

expect 0 'version says it' version
grep -Eqx 'phieu [0-9]+\.[0-9]+\.[0-9]+' "$out"
tell $? 'in one line'
cp "$out" "$sandbox/one"
expect 0 '--version does the same' --version
cmp -s "$sandbox/one" "$out"
tell $? 'byte for byte'
expect 0 '--no-input is accepted where nothing is asked' \
	--no-input version --no-input
expect 64 'and refused where asking is all there is' key --no-input
expect 0 'as the help says' key --help
tr -s ' \n' ' ' <"$out" >"$sandbox/flat"
grep -qF 'never ask anything: key and review --tui, which do, refuse' \
	"$sandbox/flat"
tell $? 'for both'

full help
full help scan
full --help
full version
full --version
full --dump-options
"$PHIEU" version >&- 2>"$err"
is $? 74 'a closed stdout is an error too'
{
	sleep 0.3
	"$PHIEU" help 2>"$err"
	echo $? >"$sandbox/status"
} | true
is "$(cat "$sandbox/status")" 74 'a reader that left is status 74'
[ ! -s "$err" ]
tell $? 'without a word'
finish
