#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Thousands of copies of one file are one document, and their cost grows with their number, not with
# its square: taken in, changed, removed within a few seconds of processor time.
set -u
. "$(dirname "$0")/scratch.bash"
index() { (ulimit -t 6; "$bin/tracuu-index" -d "$@"); }
counts() { "$bin/tracuu-index" -d "$1" status -f jsonl | jq -c '[.documents, .files, .failed]'; }

"$bin/generate" -s 3 -o plans 3 >/dev/null 2>&1 || exit 1
mkdir in
for i in $(seq 3000); do cp plans/00000/00000001.txt in/$i.txt; done
sleep 0.1
index one add -q -j 0 in 2>log || say "add: $(cat log)"
index two add -q -j 2 in 2>log || say "add -j 2: $(cat log)"
"$bin/tracuu-index" -d one dump >want
"$bin/tracuu-index" -d two dump | cmp - want || say "by workers: another index"
[ "$(counts one)" = '[1,3000,0]' ] || say "added: $(counts one)"

for i in $(seq 1001 2000); do cp plans/00000/00000002.txt in/$i.txt; done
rm in/2???.txt
index one update -q --delete-missing 2>log || say "update: $(cat log)"
"$bin/tracuu-index" -d one verify -q --fixity || say "verify after update"
[ "$(counts one)" = '[2,2000,0]' ] || say "changed: $(counts one)"
[ "$("$bin/tracuu-index" -d one dump | jq -c 'select(.type == "document") | .paths | length' | sort | tr '\n' ' ')" = '1001 999 ' ] || say "paths"
index one annotate -q in/1001.txt title="bằng tay" || say "annotate"
index one rebuild -q 2>log || say "rebuild: $(cat log)"
[ "$(counts one)" = '[2,2000,0]' ] || say "rebuilt: $(counts one)"
index one remove -q in 2>log || say "remove: $(cat log)"
[ "$(counts one)" = '[0,0,0]' ] || say "removed: $(counts one)"
"$bin/tracuu-index" -d one verify -q || say "verify at the end"
exit $failed
