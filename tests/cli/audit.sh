#!/bin/sh
# SPDX-License-Identifier: MIT
# A ledger of 120 keyed forms and the seven of the worked example: 127, one of
# them photographed too. Of these 2 are more than 1 %, and with n drawn the chance
# to miss both is (127 - n)(126 - n) / (127 × 126): 5,07 % with 98, 4,72 % with
# 99.
# shellcheck source=tests/cli/lib.sh
. "${PH_TEST_SOURCE:?}/tests/cli/lib.sh"
make_example
awk 'BEGIN {
	print "code,unit,officer"
	for (i = 1; i <= 120; i++)
		printf "H29.12-240802-%04d,H29.12,A\n", i
	print "H29.12-240803-0001,H29.12,B"
	print "H29.12-240804-0001,H29.12,B"
}' >dossiers.csv
must load dossiers dossiers.csv
awk 'BEGIN {
	print "code,cs1,cs3,cs4,cs7,hl,date,box"
	for (i = 1; i <= 120; i++)
		printf "H29.12-240802-%04d,%d,%d,2,1,0,2024-08-%02d,%s\n", i,
			i % 3, (i + 1) % 3, 16 + i % 2, i % 3 ? "B" : "A"
}' >more.csv
must import more.csv
cat >other.csv <<-END
	code,cs1,cs3,cs4,cs7,hl,date
	,2,2,2,2,2,2024-08-15
	H29.12-24O802-0001,2,2,2,2,2,2024-08-15
END
must import other.csv
sha256=$(printf x | sha256sum | cut -d ' ' -f 1)
cat >scan.csv <<-END
	photo,page,sha256,form,code,code_from,status,reason,cs1,cs3,cs4,cs7,hl,\
	part,place
	anh/hòm a/x.jpg,3,$sha256,mac-dinh,H29.12-240802-0001,qr,read,,1,2,2,1,0,\
	2,"0,0 9,0 9,9 0,9"
END
sed -i ':a; /\\$/{N; s/\\\n//; ba}' scan.csv
must import scan.csv
cat >online.csv <<-END
	code,cs1,date
	H29.12-240803-0001,2,2024-08-15
END
must config online count
must load online online.csv
before=$(digest phieu.ledger)
newest=11 # init, four loads, four imports, config, load online

# ---- what would be drawn ----

expect 0 'without a seed it says how many would be drawn' audit -p 2024-Q3
out_has "sổ ở đợt ghi $newest: 127 phiếu giấy được tính điểm; rút 99 phiếu"
out_has 'nếu từ 2 phiếu trở lên sai lệch'
expect 0 'as JSON too' audit -p 2024-Q3 --json
out_has '"population":127,"size":99,"limit":100,"confidence":9500,"beyond":2'
expect 0 'a looser limit wants fewer' \
	audit -p 2024-Q3 --limit 5 --confidence 90 --json
out_has '"size":35,'
out_has '"beyond":7'
expect 0 'a size may be chosen' audit -p 2024-Q3 --size 10 --json
out_has '"size":10,'
expect 0 'no more than there are' audit -p 2024-Q3 --size 1000 --json
out_has '"size":127,'
is "$(digest phieu.ledger)" "$before" 'the ledger is only read'
cp phieu.ledger trial.ledger
trial() {
	audit=$1
	shift
	expect 0 "$audit" -L trial.ledger audit -p 2024-Q3 "$@"
}
trial 'all of them' --size 1000 --seed 1
is "$(lines)" 128 'each once'
out_has ',H29.12-240802-0001,2024-08-17,B,anh/hòm a/x.jpg,3,2,,,,,,,period='

# ---- the list ----

# The same lot with other tools: the smallest of SHA-256(seed,code).
sed 1d more.csv | cut -d , -f 1 >codes
sed 1d keyed.csv | cut -d , -f 1 >>codes
while read -r code; do
	printf '%s %s\n' "$(printf '3516224651,%s' "$code" | sha256sum |
		cut -d ' ' -f 1)" "$code"
done <codes | sort | head -n 99 | awk '{ print NR "," $2 }' | sort >drawn
expect 0 'a seed draws them' audit -p 2024-Q3 --seed 3516224651
cp "$out" list.csv
sed 1d list.csv | cut -d , -f 1,3 | sort | cmp -s - drawn
tell $? 'those with the smallest hashes, whoever computes them'
is "$(head -n 1 list.csv)" \
	draw,sheet,code,date,box,photo,page,part,paper,cs1,cs3,cs4,cs7,hl,drawing \
	'with a column for each question'
is "$(sed 1d list.csv | cut -d , -f 9-14 | sort -u)" ,,,,, \
	'empty: what the ledger holds is not told'
is "$(sed 1d list.csv | cut -d , -f 15 | sort -u | sed 's/ day=[^ ]*//')" \
	"period=2024-Q3 batch=$newest population=127 size=99 limit=1%\
 confidence=95% seed=3516224651" 'and the drawing in each row'
sed 1d list.csv | cut -d , -f 4,5,3 --output-delimiter=' ' |
	awk '{ print $2, $3, $1 }' >order
LC_ALL=C sort -c order
tell $? 'day by day, box by box'
expect 0 'the same again' audit -p 2024-Q3 --seed 3516224651 -o again.csv
cmp -s list.csv again.csv
tell $? 'byte for byte'
is "$(mode again.csv)" 600 'for its owner alone'
trial 'another seed' --seed 3516224652
! cmp -s "$out" list.csv
tell $? 'draws others'
trial 'a smaller sample' --seed 3516224651 --size 10
sed 1d "$out" | cut -d , -f 1,3 | sort >few
awk -F, '$1 <= 10' drawn | cmp -s - few
tell $? 'is the beginning of the greater one'
expect 0 '--excel' audit -p 2024-Q3 --seed 3516224651 --excel -o excel.csv
head -c 3 excel.csv | cmp -s - "$(printf '\357\273\277' >bom && echo bom)"
tell $? 'is what Excel reads'
trial '--html' --seed '<3516224651>' --html
is "$(grep -c '^<tr>' "$out")" 99 'is a page with a row a form'
out_has 'seed=&#60;3516224651&#62;'
out_lacks '<3516224651>'
out_lacks 'http'

# ---- what the ledger keeps of it ----

drawings() { # LEDGER
	sqlite3 "$1" "SELECT count(*) FROM settings
		WHERE key LIKE 'audit/2024-Q3/%'"
}
is "$(drawings phieu.ledger)" 1 'one drawing, written three times, is one'
is "$(drawings trial.ledger)" 4 'each that differs is another'
expect 0 'the trail lists its batch' log
out_has ',audit,'
expect 0 'and tells it' log --batch $((newest + 1))
out_has "audit/2024-Q3/1"
out_has "period=2024-Q3 batch=$newest day="
expect 0 'it is no setting that can be changed' config
out_lacks audit/
expect 0 'and is sealed' log --verify
chmod a-w phieu.ledger
if [ "$(id -u)" -ne 0 ]; then
	expect 73 'none is made where it cannot be kept' \
		audit -p 2024-Q3 --seed 3 -o unkept.csv
fi
chmod u+w phieu.ledger
[ ! -e unkept.csv ]
tell $? 'no list without its drawing'

# ---- the result ----

# The list filled in with what was keyed.
fill() { # LIST
	cat more.csv keyed.csv late.csv >truth 2>/dev/null
	awk -F, -v OFS=, 'FNR == NR { if ($1 != "code") for (i = 2; i < 7; i++)
			answer[$1, i] = $i; next }
		FNR > 1 { $9 = "x"; for (i = 2; i < 7; i++)
			$(8 + i) = answer[$3, i] } { print }' truth "$1"
}
fill list.csv >right.csv
expect 0 'when nothing differs the limit is kept' audit --result right.csv
out_has 'trong 99 phiếu rút ngẫu nhiên từ 127 phiếu giấy được tính điểm'
out_has 'có 0 phiếu sai lệch; với độ tin cậy 95 %, toàn bộ có không quá 1 phiếu sai lệch (0,79 %), trong mức cho phép 1 %.'
is "$(lines)" 1 'in one sentence'
out_lacks 'lần rút thứ'
err_has 'the limit is kept'

at=$(grep -n '^1,' right.csv | cut -d : -f 1)
code=$(sed -n "${at}p" right.csv | cut -d , -f 3)
sheet=$(sed -n "${at}p" right.csv | cut -d , -f 2)
was=$(sed -n "${at}p" right.csv | cut -d , -f 10)
sed "${at}s/\(^[^x]*,x\),[^,]*,[^,]*/\1,!,/" right.csv >wrong.csv
expect 1 'when one form differs it is not' audit --result wrong.csv
out_has 'có 1 phiếu sai lệch;'
out_has 'nên chưa chứng tỏ được là trong mức cho phép 1 %'
out_has "Số rút 1, tờ $sheet: Chỉ số 1: trong sổ $was, trên giấy nhiều dấu"
out_lacks "$code"
err_has '1 drawn form is wrong'
expect 1 'as JSON' audit --result wrong.csv --json
out_has '"seed":"3516224651","drawing":1,"drawings":1,'
out_has '"wrong":1,"missing":0,"most_wrong":3,"allowed":1,"kept":false'
out_has "{\"draw\":1,\"sheet\":$sheet,\"field\":\"cs1\",\"ledger\":\"$was\",\"paper\":\"!\"}"

sed "${at}s/,x,.*,period/,-,,,,,,period/" right.csv >missing.csv
expect 1 'a paper that is not found is a wrong form' \
	audit --result missing.csv
out_has 'có 1 phiếu sai lệch, trong đó 1 phiếu không tìm thấy giấy'

{
	head -n 1 right.csv
	sed 1d right.csv | sort -r
} >sorted.csv
expect 0 'the order of rows does not matter' audit --result sorted.csv
sed 's/,x,/,Có,/' right.csv >words.csv
expect 0 'nor the word for x' audit --result words.csv

sed 's/\r$//; 1s/^\xef\xbb\xbf//' excel.csv | tr ';' , >plain.csv
fill plain.csv | tr , ';' | sed 's/$/\r/' >excel-right.csv
expect 0 'a list that went through a spreadsheet' audit --result excel-right.csv
err_has 'the limit is kept'

# ---- later facts ----

cat >late.csv <<-END
	code,cs1,cs3,cs4,cs7,hl,date
	H29.12-240804-0001,2,2,2,2,2,2024-08-15
	$code,0,0,0,0,0,2024-08-15
END
must import late.csv
must config date-field entered
expect 0 'what comes after the drawing does not change it' \
	audit --result right.csv
out_has '127 phiếu giấy'
expect 0 'nor a drawing as of its batch' \
	audit -p 2024-Q3 --seed 3516224651 --batch "$newest"
sed 's/ day=[^ ]*//' "$out" >as_then
sed 's/ day=[^ ]*//' list.csv | cmp -s - as_then
tell $? 'it is the same list'
must config date-field collected

must close 2024-Q3
closed=$((newest + 5)) # the drawing, an import, config twice, and itself
expect 0 'nor does a closing' audit --result right.csv
must settle "$sheet" excluded --by X
expect 0 'a closed period is audited as it was closed' \
	audit -p 2024-Q3 --seed 1 -o closed.csv
grep -q "batch=$closed day=[^ ]* population=127 " closed.csv
tell $? 'as of its closing'
fill closed.csv >closed-right.csv
expect 0 'and concluded upon' audit --result closed-right.csv
out_has 'lần rút thứ 2 trong 2 lần rút của kỳ này) có'
expect 0 'as the one before is' audit --result right.csv
out_has 'lần rút thứ 1 trong 2 lần rút của kỳ này) có'
expect 0 'which its batch and seed write again' audit -p 2024-Q3 \
	--seed 3516224651 --batch "$newest"
cmp -s "$out" list.csv
tell $? 'byte for byte'
expect 0 'one batch later, another drawing' audit -p 2024-Q3 \
	--seed 3516224651 --batch $((newest + 1)) --size 7
err_has 'drawing 3 of 3'
expect 64 'not as of a later batch' audit -p 2024-Q3 --batch $((closed + 1))
err_has "closed with batch $closed"

# ---- lists that are not what was drawn ----

refuse() { # SENTENCE WHAT: bad.csv
	expect 65 "$1" audit --result bad.csv
	err_has "$2"
	out_empty
}
sed "${at}s/,x,/,,/" right.csv >bad.csv
refuse 'a row that was not counted is no blank form' 'still to be counted'
sed "${at}s/,x,/,perhaps,/" right.csv >bad.csv
refuse 'a word that is neither' 'perhaps is neither x nor -'
sed "${at}d" right.csv >bad.csv
refuse 'a row left out' 'number 1, '
sed "${at}p" right.csv >bad.csv
refuse 'a row twice' 'already'
sed "${at}s/$code/H29.12-240802-9999/" right.csv >bad.csv
refuse 'another code' "number 1 is $code"
sed "${at}s/^1,/200,/" right.csv >bad.csv
refuse 'a number that was not drawn' '200 is no number of this drawing'
for edit in seed=3516224651/seed=3516224652 size=99/size=9 limit=1%/limit=90% \
	population=127/population=126 batch=$newest/batch=$((newest - 3)) \
	confidence=95%/confidence=5% day=20/day=19; do
	sed "s/$edit/" right.csv >bad.csv
	refuse "a drawing that was not made: $edit" 'keeps no such drawing'
done
expect 65 'nor one of another ledger' \
	-L trial.ledger audit --result closed-right.csv
sed 's/population=127/population=126/' right.csv >bad.csv
sqlite3 phieu.ledger "INSERT INTO setting (batch, key, value) SELECT batch,
	'audit/2024-Q3/4', replace(value, '=127', '=126') FROM setting
	WHERE key = 'audit/2024-Q3/1'"
refuse 'one that cannot be made again' 'is it the same ledger'
sed 's/batch=[0-9]*/batch=99/' right.csv >bad.csv
refuse 'a batch that is not there' 'no batch 99'
sed "${at}s/limit=1%/limit=2%/" right.csv >bad.csv
refuse 'rows of two drawings' 'one drawing'
sed 's/,period=.*/,3.5E+09/' right.csv >bad.csv
sed -i '1s/$/,/; 1s/,$//' bad.csv
refuse 'a drawing that was spoilt' 'leave this column as it was'
sed "${at}s/,x,[^,]*/,x,7/" right.csv >bad.csv
refuse 'points that the question does not have' '7 is no answer'
sed "${at}s/,x,/,-,/" right.csv >bad.csv
refuse 'answers of a paper that was not found' 'is it x?'
cut -d , -f 1-8,10- right.csv >bad.csv
refuse 'a column that is missing' paper
head -n 1 right.csv >bad.csv
refuse 'no rows' 'no rows'
expect 66 'no list' audit --result nowhere.csv

# ---- usage ----

expect 64 'a period is wanted' audit
err_has --period
expect 64 'a list has its own period' audit -p 2024-Q3 --result right.csv
expect 64 'a limit is a share' audit -p 2024-Q3 --limit 0
err_has 'between 0 and 100'
expect 64 'so is a confidence' audit -p 2024-Q3 --confidence 100
expect 64 'a seed is not empty' audit -p 2024-Q3 --seed ''
expect 64 'a page wants a seed' audit -p 2024-Q3 --html
expect 64 'one outlook at a time' audit -p 2024-Q3 --seed 1 --html --excel
expect 64 'a list is a table' audit -p 2024-Q3 --seed 1 --json
expect 64 'a batch that is not there' audit -p 2024-Q3 --batch 99
expect 65 'a period without forms has nothing to audit' audit -p 2024-Q1
full audit -p 2024-Q3
full audit --result right.csv
finish
