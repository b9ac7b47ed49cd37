#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Files of unusual size: a 200 MB text is refused with its reason, a line of 1 MB, a 5 MB text and a
# text without blanks are taken in; memory stays under a gigabyte.
set -u
. "$(dirname "$0")/scratch.bash"
ulimit -v 1000000

mkdir in
yes 'Thực hiện Nghị quyết số 35-NQ/TW ngày 22/10/2018 của Bộ Chính trị về phòng chống tham nhũng.' |
    head -c 5000000 >in/long.txt
tr '\n' ' ' <in/long.txt | head -c 1000000 >in/line.txt
tr -d ' \n' <in/long.txt | head -c 1000000 >in/word.txt
for i in $(seq 40); do cat in/long.txt; done >in/huge.txt
"$bin/tracuu-index" -d index add -q in >log 2>&1
[ $? -eq 3 ] || say "add: $(cat log)"
grep -q 'huge.txt: too-big' log || say "the huge text is not named: $(cat log)"
[ "$("$bin/tracuu-index" -d index status -f jsonl | grep -o '"documents":[0-9]*')" = '"documents":3' ] ||
    say "not all the others are in: $("$bin/tracuu-index" -d index failures)"
"$bin/tracuu-index" -d index verify -q || say "verify"
exit $failed
