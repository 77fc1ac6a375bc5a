#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/cli/lib.sh
# A made-up province's rule set, beside the ledger, through the whole way:
# other questions, points to 5, other bands, other codes, other periods, and
# all resolved dossiers as the denominator.
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"

mkdir rules
cp -r "$PH_TEST_SOURCE/tests/rules/vung-cao" rules
cat >officers.csv <<END
officer,name,unit
A,Giàng A Sáu,VC
END
cat >dossiers.csv <<END
code,unit,officer,returned
HS2026/00001-AB,VC,A,2026-09-10
HS2026/00002-AB,VC,A,2026-09-15
END
cat >keyed.csv <<END
code,nhanh,ro,Thân thiện,date
HS2026/00001-AB,3,4,5,14/09/2026
HS2026/00002-AB,5,4,4,15/09/2026
END
must init --unit VC --name 'Tỉnh Vùng Cao' --rules vung-cao
must load officers officers.csv
must load dossiers dossiers.csv
expect 0 'its questions are taken' import keyed.csv
expect 65 'and no others' import - <<END
code,nhanh
HS2026/00001-AB,2
END
phieu export mau-03 --period 2026-Q3 --headers ids
# By its calendar quarters: (3+5)/2 + (4+4)/2 + (5+4)/2 = 4,0 + 4,0 + 4,5.
is "$(column total)" 12.5 'calendar quarters: its formula'
is "$(column band)" Đạt 'its band'
must config period-rule bao-cao
phieu export mau-03 --period 2026-Q3 --headers ids
# From 15 June to 14 September only the first: 3 + 4 + 5.
is "$(column total)" 12.0 'from the 15th to the 14th: the other period'
is "$(column band)" 'Chưa đạt' 'the other band'
expect 64 'its rules know no other period' export mau-03 --period 2026-Q9
phieu export mau-02 --period 2026-Q3
grep -q 'Tiêu chí\|Thân thiện' "$out"
tell $? 'mau-02 speaks its words'
finish
