#!/bin/bash
# SPDX-License-Identifier: MIT
# bash, because it is bash that completes.
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"

expect 0 'completion bash writes a script' completion bash
err_empty
bash -n "$out"
tell $? 'that bash can read'
expect 64 'another shell is a usage error' completion fish
expect 64 'the shell must be named' completion
full completion bash

"$PHIEU" completion bash >script
# shellcheck disable=SC1091
. ./script

complete_words() { # WORDS…: what follows the last of them
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	COMPREPLY=()
	_phieu
	echo "${COMPREPLY[*]}"
}
is "$(complete_words phieu exp)" export 'a command is completed'
is "$(complete_words phieu -q sta)" status 'also behind an option'
is "$(complete_words phieu -L x.ledger sta)" status 'and its value'
is "$(complete_words phieu export mau-0)" 'mau-02 mau-03 mau-05' \
	'a first operand is completed'
is "$(complete_words phieu load un)" 'units unit-scores' 'so are registers'
is "$(complete_words phieu load units f)" '' 'a second operand is a file'
is "$(complete_words phieu export --headers '')" 'vi ids' \
	'the choices of an option are completed'
is "$(complete_words phieu export --period 2024-Q3 ma)" \
	'mau-02 mau-03 mau-05' 'an option'\''s value is no operand'
is "$(complete_words phieu box --da)" --date 'options are completed'

# Every option that is parsed can be completed.
while IFS=$'\t' read -r command option _; do
	[ "$command" = phieu ] && continue
	case " $(complete_words phieu "$command" --) " in
	*" $option "*) ;;
	*) missing="${missing-} $command$option" ;;
	esac
done < <("$PHIEU" --dump-options)
is "${missing-}" '' 'every option can be completed'
finish
