#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A collection of questions with known answers, made by rule from a folder of documents.

    make_collection.py BIN_DIR FOLDER OUT [--questions N] [--seed N]

OUT gets docs/ (the documents that have a title) and queries.tsv for tests/score_retrieval.py. Half of the
questions are a document's title, half a sentence of its text of 8 to 30 words, each with a third of its words
dropped at random; the right answer is that document. Titles and sentences of several documents are left out.
"""
import argparse, json, pathlib, random, re, shutil, subprocess, sys
from collections import Counter


def thin(text, rng):
    words = re.findall(r"[^\W_]+(?:[-/.][^\W_]+)*", text)
    kept = [w for w in words if rng.random() > 1 / 3]
    return " ".join(kept) if len(kept) >= 4 else ""


def sentences(text):
    for line in re.split(r"[\n.;]", text):
        line = " ".join(line.split())
        if 8 <= len(line.split()) <= 30 and sum(c.isalpha() for c in line) > 0.7 * len(line):
            yield line


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("bin", type=pathlib.Path)
    p.add_argument("folder", type=pathlib.Path)
    p.add_argument("out", type=pathlib.Path)
    p.add_argument("--questions", type=int, default=300)
    p.add_argument("--seed", type=int, default=1)
    a = p.parse_args()
    rng = random.Random(a.seed)
    files = sorted(f for f in a.folder.rglob("*") if f.is_file())
    run = subprocess.run([a.bin / "tracuu-index", "extract", "--json", *files], capture_output=True, text=True)
    plans = [o for o in map(json.loads, run.stdout.splitlines()) if o.get("type") == "plan" and o.get("title")]
    (a.out / "docs").mkdir(parents=True)
    titles = Counter(" ".join(o["title"].lower().split()) for o in plans)
    said = Counter()
    for o in plans:
        path = pathlib.Path(o["path"]).resolve()
        o["body"] = path.read_text(encoding="utf-8", errors="replace")
        said.update(set(sentences(o["body"])))
        shutil.copyfile(path, a.out / "docs" / path.name)
    rows = []
    for kind in range(2):
        rng.shuffle(plans)
        for o in plans:
            own = [s for s in sentences(o["body"]) if said[s] == 1]
            text = o["title"] if kind == 0 else rng.choice(own) if own else ""
            if kind == 0 and titles[" ".join(text.lower().split())] > 1:
                continue
            question = thin(text, rng)
            if question and len(rows) < (kind + 1) * a.questions // 2:
                rows.append((question, pathlib.Path(o["path"]).name))
    (a.out / "queries.tsv").write_text("".join(f"{q}\t{n}\n" for q, n in rows), encoding="utf-8")
    print(f"{a.out}: {len(plans)} documents, {len(rows)} questions")
    return 0 if rows else 1


if __name__ == "__main__":
    sys.exit(main())
