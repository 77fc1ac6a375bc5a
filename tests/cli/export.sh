#!/bin/sh
# SPDX-License-Identifier: MIT
# The sums are worked out by hand in lib.sh, make_example.
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
make_example
before=$(digest phieu.ledger)

# ---- Mẫu 03 ----

tail_of='H29.12,UBND xã An Bình,,2024-Q3,2024-07-01,2024-09-30'
tail_of=$tail_of',"quý, năm dương lịch",ngày thu phiếu,số phiếu thu về,'
expect 0 'mau-03 is the officers'\'' sheet' export mau-03 --period 2024-Q3
err_empty
out_is <<END
TT,Họ và tên,Chức vụ/Bộ phận,Số phiếu,Chỉ số 1,Chỉ số 2,Chỉ số 3,\
Chỉ số 4,Chỉ số 7,Tổng điểm,Phân loại,Ghi chú,Loại dòng,Mã đơn vị,\
Tên đơn vị,Lĩnh vực,Kỳ,Từ ngày,Đến ngày,Quy tắc kỳ,Ngày xếp kỳ,Mẫu số,Cách tính khác,\
Số phiếu thu về,Số hồ sơ đã trả
1,Nguyễn Văn An,Chuyên viên,3,1.7,1.0,1.3,2.0,0.7,6.7,\
hoàn thành 100% nhiệm vụ,,Công chức,$tail_of,3,3
2,Trần Thị Bình,Công chức tư pháp,4,0.5,0.0,0.3,0.8,0.3,1.9,\
hoàn thành dưới 70% nhiệm vụ,,Công chức,$tail_of,4,4
END

tail_of='H29.12;UBND xã An Bình;;2024-Q3;01/07/2024;30/09/2024'
tail_of=$tail_of';quý, năm dương lịch;ngày thu phiếu;số phiếu thu về;'
expect 0 '--excel is the profile of Vietnamese offices' \
	export mau-03 --period 2024-Q3 --excel
{
	printf '\357\273\277'
	sed 's/$/\r/' <<END
TT;Họ và tên;Chức vụ/Bộ phận;Số phiếu;Chỉ số 1;Chỉ số 2;Chỉ số 3;\
Chỉ số 4;Chỉ số 7;Tổng điểm;Phân loại;Ghi chú;Loại dòng;Mã đơn vị;\
Tên đơn vị;Lĩnh vực;Kỳ;Từ ngày;Đến ngày;Quy tắc kỳ;Ngày xếp kỳ;Mẫu số;Cách tính khác;\
Số phiếu thu về;Số hồ sơ đã trả
1;Nguyễn Văn An;Chuyên viên;3;1,7;1,0;1,3;2,0;0,7;6,7;\
hoàn thành 100% nhiệm vụ;;Công chức;$tail_of;3;3
2;Trần Thị Bình;Công chức tư pháp;4;0,5;0,0;0,3;0,8;0,3;1,9;\
hoàn thành dưới 70% nhiệm vụ;;Công chức;$tail_of;4;4
END
} >excel.csv
out_is <excel.csv

expect 0 '--headers ids gives ASCII names' \
	export mau-03 --period 2024-Q3 --headers ids
is "$(head -n 1 "$out" | cut -d , -f 1-12)" \
	no,name,title,forms,cs1,cs2,cs3,cs4,cs7,total,band,note 'all of them'
expect 0 '--headers vi gives the sheet'\''s own' \
	export mau-03 --period 2024-Q3 --headers vi
out_has 'TT,Họ và tên,'
expect 0 '--json writes one object a row' export mau-03 --period 2024-Q3 --json
is "$(lines)" 2 'two'
out_has '"name":"Nguyễn Văn An"'
out_has '"cs1":1.7'
out_has '"total":6.7'

# ---- Mẫu 05, 02 ----

expect 0 'mau-05 is the units'\'' sheet' export mau-05 --period 2024-Q3
is "$(sed -n 2p "$out" | cut -d , -f 1-15)" \
	'1,UBND xã An Bình,7,1.0,0.4,0.7,1.3,2.0,2.0,0.4,1.0,0.0,8.8,Trung bình,1' \
	'with all nine indices, band and rank'
expect 0 'mau-02 is a unit'\''s sheet' \
	export mau-02 --period 2024-Q3 --headers ids
is "$(column index | head -n 10 | tr '\n' ' ')" \
	'1 2 3 4 5 6 7 8 9 Tổng cộng ' 'nine indices and the total'
grep -q '^Tổng cộng,,18,7,8.8,Trung bình,' "$out"
tell $? 'of 18'
expect 0 '--by field adds the fields' \
	export mau-02 --period 2024-Q3 --by field
# Đất đai: dossiers 1 and 2: 2,0 + 1,5 + 1,5 + 2,0 + 1,0
grep -q '^Tổng cộng,,10,2,8.0,.*,Đất đai,' "$out"
tell $? 'each with its total'

! grep -qE 'H29\.12-2408' "$out"
tell $? 'no sheet shows a dossier'\''s code'

# ---- overrides ----

# From the dates A's index 1 is (2+1+0)/3 = 1,0, B's 0.
expect 0 '--computed takes an index from the dates' \
	export mau-03 --period 2024-Q3 --headers ids --computed cs1
is "$(column cs1 | tr '\n' ' ')" '1.0 0.0 ' 'index 1'
is "$(column total | tr '\n' ' ')" '6.0 1.4 ' 'and the totals'
expect 64 'an index that dates cannot tell is a usage error' \
	export mau-03 --period 2024-Q3 --computed cs3
expect 0 '--denominator dossiers divides by all that were returned' \
	export mau-03 --period 2024-Q3 --denominator dossiers
expect 64 'another denominator is a usage error' \
	export mau-03 --period 2024-Q3 --denominator people
err_has 'forms|dossiers'
expect 0 'a year is a period too' export mau-03 --period 2024
expect 0 '--unit chooses a unit' export mau-03 --period 2024-Q3 --unit H29.12
expect 64 'that must be there' export mau-03 --period 2024-Q3 --unit H99
is "$(digest phieu.ledger)" "$before" 'the ledger is only read'

# ---- outputs and usage ----

expect 0 '-o writes a file' export mau-03 --period 2024-Q3 --excel -o sheet.csv
out_empty
cmp -s sheet.csv excel.csv
tell $? 'of the same bytes'
is "$(mode sheet.csv)" 600 'for its owner alone'
ln -s sheet.csv link.csv
expect 0 'a link'\''s target is replaced' \
	export mau-03 --period 2024-Q3 -o link.csv
[ -L link.csv ] && ! cmp -s sheet.csv excel.csv
tell $? 'not the link'
expect 73 'a missing folder cannot hold the file' \
	export mau-03 --period 2024-Q3 -o no/sheet.csv
expect 73 'nor can /proc' export mau-03 --period 2024-Q3 -o /proc/sheet.csv
expect 74 'a full device is a write error' \
	export mau-03 --period 2024-Q3 -o /dev/full
full export mau-03 --period 2024-Q3
full export mau-02 --period 2024-Q3 --json

expect 64 'a period is wanted' export mau-03
err_has 'export wants --period'
expect 64 'a sheet is wanted' export --period 2024-Q3
expect 64 'another sheet is a usage error' export mau-04 --period 2024-Q3
err_has 'mau-02|mau-03|mau-05'
expect 64 'a period that is none is a usage error' \
	export mau-03 --period 2024-13
expect 64 '--json does not go with --excel' \
	export mau-03 --period 2024-Q3 --json --excel
expect 64 '--by knows field alone' \
	export mau-03 --period 2024-Q3 --by colour

# ---- defects seen elsewhere, through the whole way ----

# A unit of exactly 15,0 is Xuất sắc: all answers 2, all dossiers early,
# keyed 2 2 1 0 → 10,0 + 5,0.
rm phieu.ledger
make_ledger
must load units units.csv
must load officers officers.csv
printf '%s\n' code,unit,officer,field,received,due,returned \
	H29.12-240801-0001,H29.12,A,X,2024-08-01,2024-08-10,2024-08-05 \
	>dossiers.csv
printf '%s\n' code,cs1,cs3,cs4,cs7,date \
	'H29.12-240801-0001,2,2,2,2,30/09/2024 23:59' >keyed.csv
must load dossiers dossiers.csv
must load unit-scores scores.csv
must import keyed.csv
expect 0 'exactly 15,0 is Xuất sắc, and the last day counts until midnight' \
	export mau-05 --period 2024-Q3
is "$(sed -n 2p "$out" | cut -d , -f 3,13,14)" '1,15.0,Xuất sắc' 'both'
printf '%s\n' code,cs1,cs3,cs4,cs7,date \
	'H29.12-240801-0002,2,2,2,2,01/10/2024 00:00' >next.csv
must import next.csv
phieu export mau-05 --period 2024-Q3
is "$(sed -n 2p "$out" | cut -d , -f 3)" 1 'the next day is the next quarter'

finish
