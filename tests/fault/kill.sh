#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# kill -9 at random moments of `add`, and of the `update` after it: every time the index opens and
# verifies, update completes, and what is then in it equals an undisturbed run's.
#   KILLS=50 PLANS=2000 SEED=1 tests/fault/kill.sh
set -u
cd "$(dirname "$0")/../.."
bin=$(cd "${REL:-${B:-build}}/bin" && pwd)
kills=${KILLS:-5} plans=${PLANS:-300} RANDOM=${SEED:-1}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1

say() { echo "kill $k after ${delay:-?} s: $*"; failed=1; }
# what the index holds and answers; documents of one day are listed as they came, so no ranks
contents() { "$bin/tracuu-index" -d "$1" dump && "$bin/tracuu" -d "$1" list -f jsonl -n 100000 | sed 's/"rank":[0-9]*,//' | sort; }
# runs the command and kills it after a random part of the time an undisturbed run takes
run_and_kill() {
    delay=$(awk -v r=$RANDOM -v t="$span" 'BEGIN { printf "%.3f", t * r / 32767 }')
    "$@" >>log 2>&1 &
    local pid=$!
    sleep "$delay"
    kill -9 $pid 2>>log
    wait $pid 2>>log
}

"$bin/generate" -s 5 -o plans "$plans" >log 2>&1 || { cat log; exit 1; }
start=$(date +%s.%N)
"$bin/tracuu-index" -d whole add -q plans >>log 2>&1 || { cat log; exit 1; }
span=$(awk -v a="$start" -v b="$(date +%s.%N)" 'BEGIN { print b - a }')
contents whole >want || { echo "the undisturbed run gives nothing"; exit 1; }

failed=0 k=0
while [ $k -lt "$kills" ]; do
    k=$((k + 1))
    rm -rf cut
    run_and_kill "$bin/tracuu-index" -d cut add -q -j $((k % 3)) plans # alone, or by workers
    if ! "$bin/tracuu-index" -d cut status >>log 2>&1; then
        # killed before there was an index to be opened: then add makes it
        [ -e cut/XAPIANDB ] && say "the index does not open"
        "$bin/tracuu-index" -d cut add -q plans >>log 2>&1 || say "add fails"
    fi
    "$bin/tracuu-index" -d cut verify -q >>log 2>&1 || say "verify fails after add"
    run_and_kill "$bin/tracuu-index" -d cut update -q -j $((k / 3 % 3))
    "$bin/tracuu-index" -d cut verify -q >>log 2>&1 || say "verify fails after update"
    [ -n "$("$bin/tracuu-index" -d cut status -f jsonl | grep -F '"roots":[]')" ] &&
        "$bin/tracuu-index" -d cut add -q plans >>log 2>&1
    "$bin/tracuu-index" -d cut update -q >>log 2>&1 || say "update fails"
    "$bin/tracuu-index" -d cut verify -q --fixity >>log 2>&1 || say "verify fails at the end"
    contents cut >got
    cmp -s want got || say "the contents differ"
    ls cut | grep -vxE 'XAPIANDB|db-[0-9]+|lock' && say "something is left over"
done
[ $failed -eq 0 ] || { tail -20 log; exit 1; }
echo "$kills runs killed twice, each came out whole"
