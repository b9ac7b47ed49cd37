#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Real Word files: each is read, and where one document is there as .doc and as .docx, both readers
find the same words (their order may differ: text boxes).

    office_pairs.py TRACUU_INDEX DIR
"""
import collections
import json
import os
import subprocess
import sys

LIMIT = 0.02


def words(plan):
    return collections.Counter(plan.split())


def extract(program, *args):
    return subprocess.run([program, "extract", *args], capture_output=True, text=True, check=False)


def main():
    program, folder = sys.argv[1:3]
    names = sorted(n for n in os.listdir(folder) if n.endswith((".doc", ".docx")))
    texts, bad = {}, 0
    for name in names:
        path = os.path.join(folder, name)
        run = extract(program, path)
        texts[name] = words(extract(program, "--text", path).stdout)
        warnings = json.loads(run.stdout)["warnings"] if run.returncode == 0 else [run.stderr.strip()]
        for w in warnings:
            print("%s: %s" % (name, w))
        if run.returncode != 0 or sum(texts[name].values()) < 20:
            bad += 1
            print("%s: %d words" % (name, sum(texts[name].values())))
    pairs = 0
    for name in names:
        other = name + "x"
        if other not in texts:
            continue
        pairs += 1
        a, b = texts[name], texts[other]
        differ = max(sum((a - b).values()), sum((b - a).values()))
        share = differ / max(1, sum(b.values()))
        print("%s: %d words, %.2f %% not as in the .docx" % (name, sum(a.values()), 100 * share))
        bad += share > LIMIT
    print("%d files, %d pairs, %d out of bounds" % (len(names), pairs, bad))
    sys.exit(bad > 0 or not names)


if __name__ == "__main__":
    main()
