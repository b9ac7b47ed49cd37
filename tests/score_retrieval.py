#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Search over a question-to-text collection: docs/ (one text a file) and queries.tsv (question TAB right file).

    score_retrieval.py BIN_DIR COLLECTION [--min NAME=VALUE ...]      names: P1 MRR P1u MRRu

Indexes docs/, asks every question as written and once more with all marks taken off (the names with "u"),
prints P@1 and MRR@10 in per cent; exits 1 where a --min is missed.
"""
import argparse, json, pathlib, subprocess, sys, tempfile, time, unicodedata


def without_marks(s):
    s = unicodedata.normalize("NFD", s.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in s if not unicodedata.combining(c))


def ask(tracuu, index, questions):
    start = time.monotonic()
    run = subprocess.run([tracuu, "-d", index, "search", "--queries", "-", "-n", "10", "-f", "jsonl"],
                         input="".join(q + "\n" for q in questions), text=True, capture_output=True)
    if run.returncode > 1:
        sys.exit(run.stderr)
    rows = {}
    for line in run.stdout.splitlines():
        o = json.loads(line)
        if o.get("type") == "doc":
            rows.setdefault(o["query_no"], {})[pathlib.Path(o["path"]).name] = o["rank"]
    return rows, 1000 * (time.monotonic() - start) / max(1, len(questions))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("bin", type=pathlib.Path)
    p.add_argument("collection", type=pathlib.Path)
    p.add_argument("--min", action="append", default=[])
    a = p.parse_args()
    rows = [l.rstrip("\n").split("\t") for l in open(a.collection / "queries.tsv", encoding="utf-8") if l.strip()]
    figures = {}
    with tempfile.TemporaryDirectory() as tmp:
        index = tmp + "/index"
        subprocess.run([a.bin / "tracuu-index", "-d", index, "add", a.collection / "docs"], check=True, capture_output=True)
        for mark, change in (("", str), ("u", without_marks)):
            found, ms = ask(a.bin / "tracuu", index, [change(q) for q, _ in rows])
            ranks = [min((r for f, r in found.get(n, {}).items() if f in right.split(",")), default=0)
                     for n, (_, right) in enumerate(rows, 1)]
            figures["P1" + mark] = 100 * sum(r == 1 for r in ranks) / len(rows)
            figures["MRR" + mark] = 100 * sum(1 / r for r in ranks if 0 < r <= 10) / len(rows)
            print(f"{a.collection.name:10} {'unaccented' if mark else 'accented':10} {len(rows)} questions  "
                  f"P@1 {figures['P1' + mark]:.1f}  MRR@10 {figures['MRR' + mark]:.1f}  {ms:.1f} ms a question")
    short = [m for m in a.min if figures[m.split("=")[0]] < float(m.split("=")[1])]
    if short:
        print("short: " + "; ".join(short))
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
