#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
unset PHIEU_FORMS
a=H29.12-240801-0001
b=000.00.06.H56-231027-0361

# What codes a PDF's pages show at 150 dpi, sorted.
codes() { # PDF
	rm -f page-*.pgm
	pdftoppm -r 150 -gray "$1" page 2>/dev/null
	zbarimg -q page-*.pgm 2>/dev/null | LC_ALL=C sort
}

# The words on it, on one line.
words() { # PDF
	pdftotext -q "$1" - | tr -s '\n\f' '  '
}

says() { # PDF WORDS
	words "$1" | grep -qF -e "$2"
	tell $? "$sentence: it says «$2»"
}

# ---- codes ----

expect 0 'codes become forms' print $a $b -o a.pdf --layout a.csv
err_has '2 forms on 1 sheet of form a5'
out_empty
is "$(mode a.pdf) $(mode a.csv)" '600 600' 'for the owner alone'
is "$(codes a.pdf | sed 's/\.[0-9a-f]*$//')" "CODE-128:$b
CODE-128:$a
QR-Code:$b phieu=a5
QR-Code:$a phieu=a5" 'QR codes and bars say the codes'
codes a.pdf | grep -qE "^QR-Code:$a phieu=a5\.[0-9a-f]{4}\$"
tell $? 'and the form with its checksum'
says a.pdf "$a"
says a.pdf 'PHIẾU ĐÁNH GIÁ'
says a.pdf 'Đúng hẹn'
is "$(head -n 2 a.csv)" "page,kind,field,value,x_mm,y_mm,w_mm,h_mm,slot
1,page,,,0.00,0.00,297.00,210.00,1" 'the layout begins with the page'
is "$(grep -c ',box,cs[1347],[012],' a.csv)" 24 'and has all boxes'
is "$(cut -d , -f 9 a.csv | sort | uniq -c | sort -n | tail -n 1 |
	awk '{ print $2 }')" 1 'in slots'
cp a.pdf before.pdf
cp a.csv before.csv
expect 0 'the same again' print $a $b -o a.pdf --layout a.csv
cmp -s a.pdf before.pdf && cmp -s a.csv before.csv
tell $? 'gives the same bytes'
expect 0 'codes are normalised' print ' h29.12–240801–0001 ' -o b.pdf
says b.pdf "$a"
expect 0 'a PDF goes to stdout too' print $a -o -
is "$(head -c 5 "$out")" %PDF- 'whole'

rm -f x.pdf
expect 65 'a malformed code is refused' print $a H29.12-24 $b 12 -o x.pdf
err_has 'H29.12-24: not a dossier code: '
err_has '12: not a dossier code: '
[ ! -e x.pdf ]
tell $? 'and nothing is written'
expect 65 'a code that stands twice is refused' \
	print $a $b h29.12-240801-0001 -o x.pdf --layout x.csv
err_has "$a: stands twice"
[ ! -e x.pdf ] && [ ! -e x.csv ]
tell $? 'and nothing is written'
expect 0 'but with --repeats' print $a $b $a -o x.pdf --repeats
err_has '3 forms on 2 sheets'

# ---- usage ----

expect 64 'no dossiers are a usage error' print -o x.pdf
expect 64 'two ways to name them too' print $a --blank 2 -o x.pdf
expect 64 'so is no output' print $a
expect 64 'and both outputs on stdout' print $a -o - --layout -
expect 64 'or in one file' print $a -o x.pdf --layout ./x.pdf
err_has 'cannot both go there'
expect 64 'or on one that stands' print $a -o a.pdf --layout "$PWD/a.pdf"
cmp -s a.pdf before.pdf
tell $? 'which stays as it was'
expect 64 'a URL wants its {code}' print $a -o x.pdf --url https://x.vn/
err_has '{code}'
expect 64 'no forms are none' print --blank 0 -o x.pdf

# ---- blanks ----

expect 0 '--blank prints forms without a code' \
	print --blank 3 -o blank.pdf --layout blank.csv --office 'UBND xã B'
err_has '3 forms on 2 sheets'
says blank.pdf 'UBND xã B'
says blank.pdf 'Mã hồ sơ (nếu có)'
! codes blank.pdf | grep -qv '^QR-Code:phieu=a5\.'
tell $? 'whose QR codes name the form alone'
is "$(grep -c ',barcode,' blank.csv)" 0 'without bars'
is "$(sed -n 's/^1,anchor,tl,\([0-9]*\),.*/\1/p' blank.csv | tr '\n' ' ')" \
	'8 12 ' 'with tags of their own'
grep ',box,' a.csv | cut -d , -f 2- | sort >boxes
grep ^1,box, blank.csv | cut -d , -f 2- | sort | cmp -s - boxes
tell $? 'and the same boxes'

# ---- tables ----

printf '\357\273\277Mã hồ sơ;Ghi chú\r\n%s;x\r\n%s;\r\n' $a $b >codes.csv
expect 0 '--from takes a table of codes' print --from codes.csv -o t.pdf
err_has '2 forms'
expect_in codes.csv 0 'from stdin too' print --from - -o t2.pdf
cmp -s t.pdf t2.pdf
tell $? 'with the same bytes'
cat >bad.csv <<END
code,unit
$a,H29.12
H29.12-24,H29.12
$b,H29.12
$a,H29.12
END
rm -f x.pdf
expect 65 'all that is wrong with a table is listed' \
	print --from bad.csv -o x.pdf
err_has 'bad.csv:3:1: «code»: «H29.12-24» is not a dossier code: '
err_has "bad.csv:5: $a stands in line 2 too"
[ ! -e x.pdf ]
tell $? 'and nothing is written'
echo code >empty.csv
expect 66 'a table without rows prints nothing' print --from empty.csv -o x.pdf
expect 66 'a table that is not there' print --from none.csv -o x.pdf
expect 65 'a table without codes is refused' \
	print --from "$PHIEU_DATA/columns.csv" -o x.pdf

# ---- the ledger ----

expect 66 '--dossiers wants a ledger' print --dossiers 2024-Q3 -o x.pdf
make_example
cat >more.csv <<END
code,unit,officer,received,due,returned
H29.12-240901-0001,H29.12,A,2024-09-01,2024-09-10,2024-10-02
H29.12-240901-0002,H29.12,A,2024-06-01,2024-09-10,
H29.12-240901-0003,H29.12,A,2024-09-01,,
H29.12-240901-0004,H29.12,A,2024-09-01,2024-10-10,
END
must load dossiers more.csv
expect 0 '--dossiers prints a period of the register' \
	print --dossiers 2024-Q3 -o q3.pdf --layout q3.csv
is "$(grep -c ',qr,' q3.csv)" 9 'its returned, due, received dossiers'
grep -q 'qr,,H29.12-240901-0002,' q3.csv &&
	grep -q 'qr,,H29.12-240901-0003,' q3.csv
tell $? 'those without a return too'
says q3.pdf 'UBND xã An Bình'
says q3.pdf 'Công chức giải quyết: Nguyễn Văn An'
expect 64 'a period must be one' print --dossiers soon -o x.pdf
expect 66 'a period without dossiers prints nothing' \
	print --dossiers 2023-Q3 -o x.pdf
expect 0 'the register knows whose a code is' \
	print H29.12-240801-0004 -o one.pdf
says one.pdf 'Trần Thị Bình'
expect 0 '--office goes before it' \
	print H29.12-240801-0004 -o one.pdf --office 'Trung tâm X'
says one.pdf 'Trung tâm X'

expect 64 'the setting wants {code} as well' config qr-url https://x.vn/
must config qr-url 'https://x.vn/tra-cuu?MHS={code}'
expect 0 'the setting qr-url goes into QR codes' print $a -o url.pdf
codes url.pdf | grep -q "^QR-Code:https://x.vn/tra-cuu?MHS=$a&phieu=a5\."
tell $? 'with the code in its place'
expect 0 'an empty --url is the bare code' print $a -o url.pdf --url ''
codes url.pdf | grep -q "^QR-Code:$a phieu=a5\."
tell $? 'as if there were no setting'

# ---- forms ----

expect 0 'a4 asks about satisfaction too' \
	print $a --form a4 -o a4.pdf --layout a4.csv --url ''
is "$(grep -c ',box,hl,' a4.csv)" 3 'of three answers'
is "$(codes a4.pdf | sed 's/\.[0-9a-f]*$//')" "CODE-128:$a
QR-Code:$a phieu=a4" 'and is read'
expect 78 'a form that is not there' print $a --form a3 -o x.pdf
err_has 'there are a4, a5'
mkdir -p forms
cp -r "$PHIEU_DATA/forms/a5" forms/tinh-x
sed -i 's/^title,.*/title,PHIẾU CỦA TỈNH X,/' forms/tinh-x/form.csv
expect 78 'a form with the tags of another one is not printed' \
	print $a --form tinh-x -o x.pdf
err_has 'form tinh-x: tag_group 0 is that of form a5, too'
sed -i 's/^tag_group,.*/tag_group,9,/' forms/tinh-x/form.csv
expect 0 'a form beside the ledger is found' \
	print $a --form tinh-x -o x.pdf
says x.pdf 'PHIẾU CỦA TỈNH X'
expect 0 'so is one by its path' print $a --form ./forms/tinh-x/ -o x.pdf
mv forms elsewhere
PHIEU_FORMS=$PWD/elsewhere
export PHIEU_FORMS
expect 0 'and one in PHIEU_FORMS' print $a --form tinh-x -o x.pdf
sed -i -e 's/^slots,2/slots,3/' -e 's/^officer,yes/officer,maybe/' \
	-e 's/^help,/hilf,/' elsewhere/tinh-x/form.csv
expect 78 'a faulty form shows all its faults' print $a --form tinh-x -o x.pdf
err_has 'form.csv:4:2: «value»: «3»: slots is a number from 1 to 2'
err_has '«maybe»: officer is yes or no'
err_has '«hilf» is no key of a form'
err_has 'no row for help'
mkdir elsewhere/learned
echo page >elsewhere/learned/layout.csv
expect 78 'a learned form is not printed' print $a --form learned -o x.pdf
unset PHIEU_FORMS

# ---- what can go wrong ----

for target in - /dev/full; do
	"$PHIEU" print $a -o $target >/dev/full 2>"$err" </dev/null
	status=$?
	is $status 74 "-o $target on a full disk"
done
rm -f x.pdf
expect 74 'a layout that cannot be written' \
	print $a -o x.pdf --layout /dev/full
[ ! -e x.pdf ]
tell $? 'leaves no PDF either'
expect 73 'a folder that is not there' print $a -o none/x.pdf
mkdir fonts
cat >fonts.conf <<END
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>$PWD/fonts</dir></fontconfig>
END
FONTCONFIG_FILE=$PWD/fonts.conf
export FONTCONFIG_FILE
expect 78 'a missing font is not replaced by another' print $a -o x.pdf
err_has fonts-liberation2
finish
