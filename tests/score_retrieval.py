#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Search over question-to-text collections: docs/ (one text a file) and queries.tsv (question TAB right file).

    score_retrieval.py BIN_DIR COLLECTION... [--peers] [--min NAME:MEASURE=VALUE ...]   measures: P1 MRR P1u MRRu

Indexes docs/, asks every question as written and once more with all marks taken off (the measures with "u"),
and prints P@1 and MRR@10 in per cent, with --peers beside those of other engines (tests/peers.py) on the same
texts and questions; exits 1 where a --min is missed.
"""
import argparse, json, pathlib, subprocess, sys, tempfile, time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import peers


class Tracuu:
    def __init__(self, programs, docs):
        self.folder = tempfile.TemporaryDirectory()
        self.index, self.program = self.folder.name + "/index", programs / "tracuu"
        subprocess.run([programs / "tracuu-index", "-d", self.index, "add", docs], check=True, capture_output=True)

    def rank_all(self, questions):
        run = subprocess.run([self.program, "-d", self.index, "search", "--queries", "-", "-n", "10", "-f", "jsonl"],
                             input="".join(q + "\n" for q in questions), text=True, capture_output=True)
        if run.returncode > 1:
            sys.exit(run.stderr)
        rows = {}
        for line in run.stdout.splitlines():
            o = json.loads(line)
            if o.get("type") == "doc":
                rows.setdefault(o["query_no"], []).append(pathlib.Path(o["path"]).name)
        return [rows.get(n, []) for n in range(1, len(questions) + 1)]


def measure(rank_all, rows):
    """P1, MRR, P1u, MRRu; and milliseconds a question."""
    figures, start = {}, time.monotonic()
    for mark, change in (("", str), ("u", peers.without_marks)):
        first = reciprocal = 0
        for ranked, (_, right) in zip(rank_all([change(q) for q, _ in rows]), rows):
            place = next((n for n, name in enumerate(ranked[:10], 1) if name in right.split(",")), 0)
            first += place == 1
            reciprocal += 1 / place if place else 0
        figures["P1" + mark] = 100 * first / len(rows)
        figures["MRR" + mark] = 100 * reciprocal / len(rows)
    return figures, 1000 * (time.monotonic() - start) / (2 * max(1, len(rows)))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("bin", type=pathlib.Path)
    p.add_argument("collections", type=pathlib.Path, nargs="+")
    p.add_argument("--peers", action="store_true")
    p.add_argument("--min", action="append", default=[])
    a = p.parse_args()
    engines = dict(peers.ENGINES) if a.peers else {}
    if a.peers and not peers.xapian:
        print("python3-xapian is not there: its row is left out")
    table = {name: {} for name in [*engines, "tracuu"]}
    for c in a.collections:
        rows = [l.rstrip("\n").split("\t") for l in open(c / "queries.tsv", encoding="utf-8") if l.strip()]
        texts = {f.name: f.read_text(encoding="utf-8", errors="replace") for f in sorted((c / "docs").iterdir())}
        for name, engine in engines.items():
            e = engine(texts)
            table[name][c.name], _ = measure(lambda questions: [e.rank(q) for q in questions], rows)
        table["tracuu"][c.name], ms = measure(Tracuu(a.bin, c / "docs").rank_all, rows)
        print(f"{c.name}: {len(texts)} texts, {len(rows)} questions, {ms:.1f} ms a question")
    print("\n| engine | " + " | ".join(f"{c.name} | unaccented" for c in a.collections) + " |")
    print("|---|" + "---|---|" * len(a.collections))
    for name, by in table.items():
        print(f"| {name} | " + " | ".join(f"{f['P1']:.1f} {f['MRR']:.1f} | {f['P1u']:.1f} {f['MRRu']:.1f}"
                                          for f in by.values()) + " |")
    short = []
    for m in a.min:
        where, value = m.split("=")
        collection, figure = where.split(":")
        if collection in table["tracuu"] and table["tracuu"][collection][figure] < float(value):
            short.append(m)
    if short:
        print("short: " + "; ".join(short))
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
