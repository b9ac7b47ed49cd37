#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# kill -9 at random moments of add, update, rebuild and compact, while files are added, changed,
# renamed and deleted. Each time the index opens at once, and what was committed is there; at the
# end it equals a fresh build's.
#   KILLS=200 PLANS=400 SEED=1 tests/fault/crash-loop.sh
set -u
. "$(dirname "$0")/scratch.bash"
kills=${KILLS:-10} plans=${PLANS:-60} RANDOM=${SEED:-7}
failed=0 k=0 killed=0
say() { echo "kill $k ($command, after ${delay:-?} s): $*"; failed=1; }
index() { "$bin/tracuu-index" -d index "$@"; }
pick() { local n=$#; shift $((RANDOM % n)); echo "$1"; } # one of the arguments

# A file that nothing below touches must stay in the index from its first commit on.
"$bin/generate" -s 9 -o spare $((plans * 4)) >/dev/null 2>&1 || exit 1
find spare -name '*.txt' | sort >spare.list
mkdir -p in/a in/b
head -n "$plans" spare.list | while read -r f; do cp "$f" "in/$(pick a b)/${f##*/}"; done
echo "Số 1-KH/TU: tệp này không bao giờ đổi" >in/steady.txt
next=$plans

spare() { sed -n $((next % (plans * 4) + 1))p spare.list; }

stir() { # changes the tree a little
    local i f files
    mapfile -t files < <(find in/a in/b -name '*.txt' | sort)
    for i in $(seq $((RANDOM % 12))); do
        f=${files[RANDOM % ${#files[@]}]}
        next=$((next + 1))
        case $((RANDOM % 6)) in
        0) cp "$(spare)" "in/$(pick a b)/n$next.txt" ;;
        1) [ -f "$f" ] && echo "Sửa đổi lần $next theo Chỉ thị số $next-CT/TW" >>"$f" ;;
        2) [ -f "$f" ] && mv "$f" "in/$(pick a b)/m$next.txt" ;;
        3) [ -f "$f" ] && [ ${#files[@]} -gt 20 ] && rm -f "$f" ;;
        4) [ -f "$f" ] && cp "$f" "in/$(pick a b)/c$next.txt" ;;
        5) [ -f "$f" ] && cp "$(spare)" new && mv new "$f" ;;
        esac
    done
}

run_and_kill() { # after a random part of the time that loading all takes, more often a short one
    delay=$(awk -v r=$RANDOM -v t="$span" 'BEGIN { r /= 32767; printf "%.3f", t * r * r * r }')
    # the program itself, not a shell around it
    # shellcheck disable=SC2086 # words
    "$bin/tracuu-index" -d index $command >log 2>&1 &
    local pid=$!
    sleep "$delay"
    [ $((RANDOM % 3)) -eq 0 ] && stir # while it runs
    kill -9 $pid 2>/dev/null && killed=$((killed + 1))
    wait $pid 2>/dev/null
}

command="add -q in" span=1
start=$(date +%s%N)
index add -q in 2>log || { cat log; exit 1; }
span=$(awk -v n=$(($(date +%s%N) - start)) 'BEGIN { print n / 1e9 * 1.2 }')
while [ $killed -lt "$kills" ]; do # a run that was done before does not count
    k=$((k + 1))
    stir
    command=$(pick "add -q in" "add -q -j 2 in" "update -q -j 0" "update -q -j 2 --delete-missing" "update -q --delete-missing" rebuild compact)
    run_and_kill # its workers may hold the lock some moments longer
    index status >log 2>&1 || say "the index does not open: $(cat log)"
    "$bin/tracuu" -d index list -f paths 2>log | grep -qx in/steady.txt || say "what was committed is lost: $(cat log)"
    [ $((k % 10)) -eq 0 ] && { index verify -q --lock-timeout 5 >log 2>&1 || say "verify: $(cat log)"; }
    [ $failed -eq 0 ] || break
done

sleep 0.1
command="the last update" delay=
index update -q --delete-missing --lock-timeout 5 >log 2>&1 || say "$(cat log)"
index verify -q --fixity >log 2>&1 || say "verify: $(cat log)"
"$bin/tracuu-index" -d fresh add -q in >log 2>&1 || say "a fresh build: $(cat log)"
[ -z "$(index failures)" ] || say "failures: $(index failures | head -3)"
index dump >got && "$bin/tracuu-index" -d fresh dump | cmp - got || say "it differs from a fresh build's"
ls index | grep -vxE 'XAPIANDB|db-[0-9]+|lock' && say "something is left over"
[ "$(ls -d index/db-* | wc -l)" -eq 1 ] || say "databases are left over"
echo "$k runs, $killed of them killed; $(grep -c '"type":"document"' got) documents"
exit $failed
