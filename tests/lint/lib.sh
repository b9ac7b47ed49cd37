#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# libtracuu as other programs meet it. Run by "make lib-check".
set -u
cd "$(dirname "$0")/../.."
bad=0
fail() { echo "$*"; bad=1; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1}

# 1. The map, the header and what is exported name the same functions.
sed -n 's/^ *\(tc_lib_[a-z_]*\);/\1/p' lib/libtracuu.map | sort >"$scratch/map"
grep -oE '\btc_lib_[a-z_]+\(' include/tracuu/tracuu.h | tr -d '(' | sort -u >"$scratch/header"
nm -D --defined-only "$B/lib/libtracuu.so" | awk '$2 ~ /[TDBRVW]/ {sub(/@.*/, "", $3); print $3}' |
    grep -v '^TRACUU_' | sort >"$scratch/shared"
nm -g --defined-only "$B/lib/libtracuu.a" | awk '$2 ~ /[TDBR]/ {print $3}' | sort >"$scratch/static"
for what in header shared static; do
    diff "$scratch/map" "$scratch/$what" || fail "the map and the $what differ"
done

# 2. The header alone.
printf '#include <tracuu/tracuu.h>\nint main(void) { return tc_lib_version()[0] == 0; }\n' >"$scratch/a.c"
cp "$scratch/a.c" "$scratch/a.cc"
sed -i 's/main(void)/main()/' "$scratch/a.cc"
$CC -std=c11 -Wall -Wextra -Wpedantic -Werror -Iinclude $SANFLAGS "$scratch/a.c" -L"$B/lib" -ltracuu -Wl,-rpath,"$(realpath "$B")/lib" -o "$scratch/c" || fail "the header as C11"
$CXX -std=c++17 -Wall -Wextra -Wpedantic -Werror -Iinclude $SANFLAGS "$scratch/a.cc" -L"$B/lib" -ltracuu -Wl,-rpath,"$(realpath "$B")/lib" -o "$scratch/cc" || fail "the header as C++17"
"$scratch/c" && "$scratch/cc" || fail "programs against the header do not run"

# 3. The examples, shared and static, against what the programs say.
"$B/bin/tracuu-index" -d "$scratch/i" add -q corpus/plans 2>/dev/null || fail "no index"
"$B/bin/tracuu-index" -d "$scratch/i" annotate -q corpus/plans/41-kh-33-ban-chi-dao-thien-tai-utf16.txt place=Huế 2>/dev/null || fail "no annotation"
for e in document find plan; do
    $CC -std=c11 $SANFLAGS -Iinclude "examples/$e.c" "$B/lib/libtracuu.a" $(pkg-config --libs icu-uc icu-i18n xapian-core libdeflate libzstd uuid) -lstdc++ -lm -o "$scratch/$e" || fail "$e.c against the static library"
done
for dir in "$B/examples" "$scratch"; do
    same() { # what, expected, got
        [ "$2" = "$3" ] || fail "$dir: $1: ${3:0:200} instead of ${2:0:200}"
    }
    "$dir/find" "$scratch/i" 'chi thi 12-ct/tu' >"$scratch/out" || fail "$dir/find: $?"
    same number '12-CT/TU is number 12 of TU, type CT' "$(sed -n 1p "$scratch/out")"
    "$dir/find" "$scratch/i" 'chuyển đổi số' >"$scratch/out"
    same found "$("$B/bin/tracuu" -d "$scratch/i" chuyển đổi số -n 3 -f paths)" "$(grep ' | ' "$scratch/out" | sed 's/.* | //')"
    "$dir/find" "$scratch/i" '(' >/dev/null 2>&1
    same "a question that does not parse" 2 $?
    "$dir/find" "$scratch/none" x >/dev/null 2>&1
    same "no index" 4 $?
    same document "$("$B/bin/tracuu" -d "$scratch/i" show corpus/plans/41-kh-33-ban-chi-dao-thien-tai-utf16.txt -f jsonl)" "$("$dir/document" "$scratch/i" path:41-kh-33-ban-chi-dao-thien-tai-utf16.txt)"
    same keys "$("$dir/plan" hòa)" "$("$dir/plan" hoà)"
    f=corpus/plans/41-kh-33-ban-chi-dao-thien-tai-utf16.txt
    only='{number,title,date,issuer,sections,citations,events,units,periods,charset,text_chars}'
    same plan "$("$B/bin/tracuu-index" extract "$f" | jq -cS "$only")" "$("$dir/plan" <$f | jq -cS "$only")"
done
[ $bad -eq 0 ] && echo "libtracuu: $(wc -l <"$scratch/map") functions"
exit $bad
