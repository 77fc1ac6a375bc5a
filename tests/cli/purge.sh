#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
make_ledger
mkdir anh-hop-phieu && cd anh-hop-phieu && write_photos && cd ..
must import --photos anh-hop-phieu
grep -qaF anh-hop-phieu phieu.ledger
tell $? 'paths of photographs are in the ledger'

expect 0 'what is younger stays' purge --before 2020-01-01
err_has '0 paths'
grep -qaF anh-hop-phieu/qr.png phieu.ledger
tell $? 'in the ledger'

before=$(digest phieu.ledger)
expect 0 'with -n nothing is written' purge -n --before 2999-01-01
err_has '4 paths of photographs from before 2999-01-01 would be removed'
err_has 'nothing was written (-n)'
is "$(digest phieu.ledger)" "$before" 'not a byte'

expect 0 'older paths are removed' purge --before 01/01/2999
out_empty
err_has '4 paths of photographs from before 2999-01-01 removed'
! grep -qaF anh-hop-phieu/ phieu.ledger
tell $? 'and nothing of them is left in the file'
expect 0 'once' purge --before 2999-01-01
err_has '0 paths'
expect 0 'the photographs are still known' import --photos anh-hop-phieu
err_has '4 already there'
[ -f anh-hop-phieu/qr.png ]
tell $? 'and their files are not touched'

expect 64 'a day is wanted' purge
err_has 'purge wants --before'
expect 64 'that is a day' purge --before yesterday
finish
