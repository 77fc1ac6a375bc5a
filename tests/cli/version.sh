#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
expect 0 'version says what this is' version
written=$(cat "$out")
grep -Eq '^phieu [0-9]+\.[0-9]+\.[0-9]+' "$out"
tell $? 'a name and three numbers'
expect 0 '--version says the same' --version
is "$(cat "$out")" "$written" 'to the letter'
"$PHIEU" version >/dev/full 2>"$err"
is $? 74 'a full disk is told'
finish
