#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How far our reading of official PDF files agrees with their publisher's text.

    pdf_agreement.py TRACUU_INDEX DIR    DIR has pdf/NAME.pdf and txt/NAME.txt

For each file the share of words that differ (a minimal edit; blanks and line ends are not compared),
and whether number, type and date are those of the publisher's text. Our text joins numbers that a
line broke ("35-" "NQ/TW"), which counts as errors here: they are what is left. Fails over 2 %.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

LIMIT = 0.02
FIELDS = ("number_key", "doc_type", "date")


def words(text):
    return unicodedata.normalize("NFC", text.replace("\f", " ").lstrip("\ufeff")).split()


def errors(want, got):
    with tempfile.TemporaryDirectory() as d:
        for name, lines in (("want", want), ("got", got)):
            with open(os.path.join(d, name), "w", encoding="utf-8") as f:
                f.write("\n".join(lines) + "\n")
        out = subprocess.run(["diff", "want", "got"], cwd=d, capture_output=True, text=True, check=False).stdout
    n = 0
    for a, b, kind, c, e in re.findall(r"(?m)^(\d+)(?:,(\d+))?([acd])(\d+)(?:,(\d+))?$", out):
        gone, come = int(b or a) - int(a) + 1, int(e or c) - int(c) + 1
        n += {"a": come, "d": gone, "c": max(gone, come)}[kind]
    return n


def extract(program, *args):
    return subprocess.run([program, "extract", *args], capture_output=True, text=True, check=True).stdout


def main():
    program, folder = sys.argv[1:3]
    total = wrong = files = bad = 0
    for name in sorted(os.listdir(os.path.join(folder, "pdf"))):
        pdf = os.path.join(folder, "pdf", name)
        txt = os.path.join(folder, "txt", name[:-4] + ".txt")
        if not name.endswith(".pdf") or not os.path.exists(txt):
            continue
        with open(txt, encoding="utf-8") as f:
            want = words(f.read())
        n = errors(want, words(extract(program, "--text", "--ocr", "off", pdf)))
        ours, theirs = (json.loads(extract(program, "--ocr", "off", path)) for path in (pdf, txt))
        differ = [k for k in FIELDS if ours[k] != theirs[k]]
        share = n / max(len(want), 1)
        files, total, wrong = files + 1, total + len(want), wrong + n
        if share > LIMIT or differ:
            bad += 1
            print("%s: %.2f %% of %d words differ%s" % (name, 100 * share, len(want), "".join(
                "; %s %s, not %s" % (k, ours[k], theirs[k]) for k in differ)))
    print("%d files, %d words: %.2f %% differ; %d files out of bounds" % (
        files, total, 100 * wrong / max(total, 1), bad))
    sys.exit(bad > 0 or files == 0)


if __name__ == "__main__":
    main()
