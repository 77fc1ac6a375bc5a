#!/bin/bash
# SPDX-License-Identifier: MIT
# Photographs of 12 megapixels must not add up in memory: twelve of them with
# two threads stay within a bound, and within a little of what three need.
# (tests/bench/bench-scan measures the forty.)
#
# The bound is 300 MB. It is meant for a binary without sanitizers, which
# PHIEU_RELEASE may name; but as AddressSanitizer without its quarantine of
# freed memory takes no more than a sixth on top (88 MB against 76), the same
# bound holds for both.
# shellcheck source=tests/faults/lib.sh
. "${PH_TEST_SOURCE:?}/tests/faults/lib.sh"

PHIEU=${PHIEU_RELEASE:-$PHIEU}
bound=300
if grep -qa __asan_init "$PHIEU"; then
	export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}quarantine_size_mb=0:thread_local_quarantine_size_kb=0"
	echo '# with AddressSanitizer'
fi

cat >forms.csv <<END
code,url,title,unit,cs1,cs3,cs4,cs7,hl,style
000.17.22.H56-260902-0001,,Đăng ký khai sinh,UBND xã,2,1,2,0,1,tick
END
mkdir one three twelve
# fontconfig, which the simulator draws with, keeps what it once read.
ASAN_OPTIONS=detect_leaks=0 "$PHIEU_SIMULATE" --forms forms.csv \
	--level office --long-side 4000 -o one >"$out" 2>"$err"
tell $? 'a photograph of 12 megapixels is taken'
# A byte behind its end makes each copy another photograph.
for n in $(seq 12); do
	{ cat one/photo-0001.jpg && printf '%x' "$n"; } >"twelve/$n.jpg"
done
cp twelve/[123].jpg three

peak() { # FOLDER: MB in $peak
	"$PH_PEAK" "$sandbox/peak" "$PHIEU" scan -j 2 "$1" >"$out" 2>"$err" \
		</dev/null
	status=$?
	peak=$(($(cat "$sandbox/peak") / 1024))
}
# Both threads do not always need the most at once: the most of three runs.
few=0
for _ in 1 2 3; do
	peak three
	few=$((peak > few ? peak : few))
done
is $status 0 'three photographs are read'
peak twelve
is $status 0 'twelve photographs are read'
is "$(column code | sort -u)" 000.17.22.H56-260902-0001 'their code is read'
is "$(lines)" 13 'of each'
echo "# three: at most $few MB, twelve: at most $peak MB"
[ "$peak" -lt "$bound" ]
tell $? "twelve stay under $bound MB ($peak MB)"
[ "$peak" -lt $((few + few / 4)) ]
tell $? "and within a quarter of what three need ($few MB)"

finish
