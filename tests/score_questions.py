#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clerk's test: questions with known answers over the sample plans.

    score_questions.py BIN_DIR QUESTIONS.tsv PLANS_DIR [--min P1]

QUESTIONS.tsv: kind TAB question TAB right files, joined by "|". A question is right when the first document
found is one of them. Prints the share by kind and every question that went wrong; exits 1 below --min.
"""
import argparse, json, pathlib, subprocess, sys, tempfile
from collections import Counter


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("bin", type=pathlib.Path)
    p.add_argument("questions")
    p.add_argument("plans")
    p.add_argument("--min", type=float, default=0)
    a = p.parse_args()
    with open(a.questions, encoding="utf-8") as f:
        rows = [l.rstrip("\n").split("\t") for l in f if l.strip() and not l.startswith("#")]
    with tempfile.TemporaryDirectory() as tmp:
        index = ["-d", tmp + "/index"]
        subprocess.run([a.bin / "tracuu-index", *index, "add", a.plans], check=True, capture_output=True)
        run = subprocess.run([a.bin / "tracuu", *index, "search", "--queries", "-", "-n", "10", "-f", "jsonl"],
                             input="".join(r[1] + "\n" for r in rows), text=True, capture_output=True)
    if run.returncode > 1:
        print(run.stderr, file=sys.stderr)
        return 1
    first = {}
    for line in run.stdout.splitlines():
        o = json.loads(line)
        if o.get("type") == "doc" and o["rank"] == 1:
            first[o["query_no"]] = pathlib.Path(o["path"]).name
    right, total = Counter(), Counter()
    for n, (kind, question, answers) in enumerate(rows, 1):
        total[kind] += 1
        if first.get(n) in answers.split("|"):
            right[kind] += 1
        else:
            print(f"wrong: {kind}: {question}\n       wanted {answers}, got {first.get(n)}")
    for kind in total:
        print(f"{kind:14} {right[kind]:3} of {total[kind]:3}")
    share = 100 * sum(right.values()) / max(1, len(rows))
    print(f"P@1 {share:.1f} over {len(rows)} questions")
    return 1 if share < a.min or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
