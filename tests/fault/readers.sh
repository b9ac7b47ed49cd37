#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# One writer that adds, removes, compacts and rebuilds, and eight readers all the while: no reader sees an error.
# Two writers: one waits, then works READERS_SECONDS: how long.
set -u
cd "$(dirname "$0")/../.."
bin=$(cd "${REL:-${B:-build}}/bin" && pwd) plans=$PWD/corpus/plans
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cd "$tmp" || exit 1
export TRACUU_INDEX=$tmp/index
bad=0 until=$(($(date +%s) + ${READERS_SECONDS:-8}))
"$bin/tracuu-index" add -q "$plans" 2>/dev/null
reader() {
    local n=0 rc
    while [ "$(date +%s)" -lt "$until" ]; do
        for ask in "chuyen doi so -f jsonl" "cited-by 05-CT/TW -f jsonl" "list -f tsv -n 0" "facets -f tsv"; do
            # shellcheck disable=SC2086
            "$bin/tracuu" $ask >out.$1 2>err.$1
            rc=$?
            [ $rc -le 1 ] || echo "reader $1: status $rc: $(cat err.$1)" >>wrong
            n=$((n + 1))
        done
    done
    echo "$n" >>asked
}
for r in 1 2 3 4 5 6 7 8; do reader $r & done
writes=0
while [ "$(date +%s)" -lt "$until" ]; do
    for w in "remove -q $plans/06-kh-22-huyen-uy-binh-khe.txt" "add -q $plans" compact "rebuild -q" "update -q"; do
        # shellcheck disable=SC2086
        "$bin/tracuu-index" $w >/dev/null 2>err.w || { [ $? -eq 1 ] || echo "writer: $w: $(cat err.w)" >>wrong; }
        writes=$((writes + 1))
    done
done
wait
# two writers
"$bin/tracuu-index" rebuild -q --lock-timeout 60 2>err.1 &
"$bin/tracuu-index" update -q --lock-timeout 60 2>err.2 || { echo "the second writer: $(cat err.2)" >>wrong; }
wait $! || echo "the first writer: $(cat err.1)" >>wrong
"$bin/tracuu-index" verify -q >/dev/null || echo "verify" >>wrong
[ -s wrong ] && { sort wrong | uniq -c | sort -rn | head; bad=1; }
echo "$(paste -sd+ asked | bc 2>/dev/null || awk '{n += $1} END {print n}' asked) questions during $writes writes"
exit $bad
