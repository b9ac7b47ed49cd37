#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Damaged copies of one plan in every format (tests/formats.py): cut off, bits turned, stretches overwritten,
# blocks exchanged; always the same ones. The run finishes, each bad file is read or has a reason, the
# good ones are in, no reader outlives it.
# MUTATIONS: how many of each file; MUTATION_SEED: which. With the program that has the sanitisers, which
# is used where it is built, every fault in a reader shows as the reason "crash".
set -u
export ASAN_OPTIONS=${ASAN_OPTIONS:-new_delete_type_mismatch=0} # see tests/check.sh
[ -x "${SANITISED:-}/bin/tracuu-index" ] && REL=$SANITISED
. "$(dirname "$0")/scratch.bash"
many=${MUTATIONS:-8}

plan=$(echo "$root"/corpus/plans/03-*.txt)
python3 "$root/tests/formats.py" "$plan" good || exit 1
mkdir bad
python3 - "$many" "${MUTATION_SEED:-20210517}" <<'END'
import os
import random
import sys

many, seed = int(sys.argv[1]), sys.argv[2]


def cut(b):
    del b[random.randrange(len(b)):]


def turn_bits(b):
    for _ in range(random.choice((1, 4, 64))):
        b[random.randrange(len(b))] ^= 1 << random.randrange(8)


def overwrite(b):
    at, size = random.randrange(len(b)), random.choice((1, 2, 4, 512))
    b[at:at + size] = random.choice((b"\0", b"\xFF", b"\x7F")) * size


def exchange(b):
    size = random.choice((2, 16, 128, 512))
    x, y = sorted((random.randrange(len(b)), random.randrange(len(b))))
    if x + size <= y and y + size <= len(b):
        b[x:x + size], b[y:y + size] = b[y:y + size], b[x:x + size]
    else:
        b[x:x + size] = reversed(b[x:x + size])


for name in sorted(os.listdir("good")):
    random.seed(seed + name)
    with open("good/" + name, "rb") as f:
        data = f.read()
    for n in range(many):
        b = bytearray(data)
        (cut, turn_bits, overwrite, exchange)[n % 4](b)
        with open("bad/%04d-%s" % (n, name), "wb") as f:
            f.write(b)
END
timeout $((600 + 20 * many)) "$bin/tracuu-index" -d index add -q --ocr off -j 0 bad good 2>log
rc=$?
[ $rc -eq 0 ] || [ $rc -eq 3 ] || say "add: exit $rc: $(tail -3 log)"
"$bin/tracuu-index" -d index dump >dump
"$bin/tracuu-index" -d index failures -f jsonl >failures
for f in good/*; do
    grep -q "\"$f[\"!]" dump || say "$f is not in the index"
done
for f in bad/*; do
    echo "\"$f\""
    echo "\"$f!"
done >names
cat dump failures | grep -oFf names | sed 's/[!"]//g' | sort -u >told
find bad -type f | LC_ALL=C.UTF-8 sort | comm -23 - told | sed 's/^/nothing is said of /' >untold
[ ! -s untold ] || say "$(cat untold)"
grep -E '"reason":"(crash|timed-out|memory|internal)"' failures && say "a reader did not survive a damaged file"
"$bin/tracuu-index" -d index verify -q || say verify
pgrep -f "$bin/tracuu-index --read-apart" && say "a reader outlives the run"
echo "$(find bad -type f | wc -l) damaged files of $(find good -type f | wc -l), $many each; failures: $(
    grep -o '"reason":"[a-z-]*"' failures | sort | uniq -c | sort -rn | sed 's/"reason"://; s/"//g' | tr -s ' \n' ' ')"
exit $failed
