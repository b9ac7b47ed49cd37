#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Damaged copies of files that are read apart: cut off, bits turned, stretches overwritten, always the
# same ones. The run finishes, each bad file has a reason, the good ones are in, no reader outlives it.
# MUTATIONS: how many of each format. With a program that has the sanitisers (REL=build/san) every
# fault in a reader shows as the reason "crash".
set -u
. "$(dirname "$0")/scratch.bash"

mkdir good bad
for i in 1 2 3 4 5 6 7 8 9; do
    printf 'TỈNH ỦY LAI CHÂU\tĐẢNG CỘNG SẢN VIỆT NAM\nSố %s-KH/TU\tLai Châu, ngày 17 tháng 5 năm 2021\n\nKẾ HOẠCH\ntuyên truyền về bầu cử đại biểu Quốc hội\n# MỤC ĐÍCH\nThực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị về học tập và làm theo Bác.\n' $i >plan.txt
    python3 "$root/tests/make_doc.py" plan.txt good/$i.doc
    python3 "$root/tests/make_doc.py" --tcvn3 plan.txt good/$i-tcvn3.doc
    python3 "$root/tests/make_pdf.py" plan.txt good/$i.pdf
done
python3 - "${MUTATIONS:-60}" <<'END'
import random
import sys

random.seed(20210517)
for kind in ("1.doc", "2-tcvn3.doc", "3.pdf"):
    with open("good/" + kind, "rb") as f:
        data = f.read()
    for n in range(int(sys.argv[1])):
        b = bytearray(data)
        what = n % 3
        if what == 0:
            del b[random.randrange(len(b)):]
        elif what == 1:
            for _ in range(random.choice((1, 4, 64))):
                b[random.randrange(len(b))] ^= 1 << random.randrange(8)
        else:
            at, size = random.randrange(len(b)), random.choice((1, 2, 4, 512))
            b[at:at + size] = random.choice((b"\0", b"\xFF", b"\x7F")) * size
        with open("bad/%04d-%s" % (n, kind), "wb") as f:
            f.write(b)
END
timeout 300 "$bin/tracuu-index" -d index add -q --ocr off -j 0 bad good 2>log
rc=$?
[ $rc -eq 0 ] || [ $rc -eq 3 ] || say "add: exit $rc: $(tail -3 log)"
"$bin/tracuu-index" -d index dump >dump
for f in good/*; do
    grep -q "\"$f\"" dump || say "$f is not in the index"
done
"$bin/tracuu-index" -d index failures -f jsonl >failures
grep -E '"reason":"(crash|timed-out|memory|internal)"' failures && say "a reader did not survive a damaged file"
"$bin/tracuu-index" -d index verify -q || say verify
pgrep -f "$bin/tracuu-index --read-apart" && say "a reader outlives the run"
echo "$(ls bad | wc -l) damaged files, $(wc -l <failures) not read"
exit $failed
