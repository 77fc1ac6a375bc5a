#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
make_ledger

expect 0 'config lists the settings as CSV' config
is "$(head -n 1 "$out")" key,value,default,allowed 'with a header'
out_has 'unit,H29.12,,'
out_has 'period-rule,calendar,calendar,calendar|report'
out_has 'denominator,forms,forms,forms|dossiers'
err_empty

expect 0 'config --json lists one object a line' config --json
is "$(grep -c '^{.*}$' "$out")" "$(lines)" 'each line is an object'
out_has '"key":"period-rule","value":"calendar"'

expect 0 'config KEY shows the value alone' config period-rule
out_is <<END
calendar
END

expect 0 'config KEY VALUE sets it' config period-rule report
out_empty
err_has 'period-rule'
expect 0 'and it stays set' config period-rule
out_is <<END
report
END
expect 0 'the default is still listed' config
out_has 'period-rule,report,calendar,'

before=$(digest phieu.ledger)
expect 0 'with -n nothing is written' config -n period-rule calendar
err_has 'nothing was written (-n)'
is "$(digest phieu.ledger)" "$before" 'not a byte'

expect 64 'a value that is not allowed is a usage error' \
	config period-rule weekly
err_has 'calendar|report'
expect 64 'an unknown key is a usage error' config colour
err_has period-rule
expect 64 'so it is when it is to be set' config colour red
err_has period-rule
expect 64 'a third operand is too much' config a b c
expect 64 'an empty name is refused' config name ''
expect 78 'a rule set that is not there cannot be set' config rules tt99
expect 0 'and the old one stays' config rules
out_is <<END
tt01-2018
END
expect 0 'a name with any letters can be set' config name 'UBND phường "Đông", A'
expect 0 'and is quoted in the list' config
out_has 'name,"UBND phường ""Đông"", A",,'

full config
full config unit
full config --json
finish
