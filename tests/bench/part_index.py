#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Indexing, ours and the peers' in turn: part_index.py LABEL=FOLDER...

A peer that would take more than BENCH_PEER_SECONDS, by what it took for the size before, is left out of that size. Our last index and FTS5's stay for the
parts that ask them."""
import os, shutil, sys
from measure import ROUNDS, WORK, Runner, compare, heading, note, size_of, table, text_files
from peers import PEERS, Tracuu

MANY = 200000  # files, which are indexed once
PEER_SECONDS = float(os.environ.get("BENCH_PEER_SECONDS", "3600"))
WANTED = os.environ.get("BENCH_PEERS", "all").split()


def one_round(runner, indexer, texts, index):
    shutil.rmtree(index, ignore_errors=True)
    index.unlink(missing_ok=True)
    indexer.prepare(texts, index.parent)
    run = runner.run_watched(*indexer.build(texts, index))
    have = indexer.documents(index) if run.status == 0 and index.exists() else 0
    if have < 0.99 * len(text_files(texts)):
        note(f"  {indexer.name}: exit {run.status}, {have} documents; left out")
        print(f"{indexer.name} failed (exit {run.status}, {have:,} documents).\n")
        return None
    run.size = size_of(index)
    return run


def measure(runner, label, texts, indexers, rounds):
    files = text_files(texts)
    size = sum(p.stat().st_size for p in files)
    scratch = WORK / "index" / label
    scratch.mkdir(parents=True, exist_ok=True)
    runs = {i.name: [] for i in indexers}
    for n in range(rounds):
        for i in indexers[n % len(indexers):] + indexers[:n % len(indexers)]:
            index = scratch / ("index-" + i.name.split()[-1].lower())
            run = one_round(runner, i, texts, index)
            if run:
                runs[i.name].append(run)
                note(f"  {label} {i.name}: {run.wall:.1f} s")
            if i.name not in ("tracuu", "SQLite FTS5"):
                shutil.rmtree(index, ignore_errors=True)
    (scratch / "groonga.load").unlink(missing_ok=True)
    return len(files), size, {k: v for k, v in runs.items() if v}


def rows_of(label, size, runs):
    ours = min(runs["tracuu"], key=lambda r: r.wall)
    for name, rs in runs.items():
        best = min(rs, key=lambda r: r.wall)
        if name != "tracuu":
            compare(f"indexing {label}", "time", name, ours.wall, best.wall)
        yield [name, size / 1e6 / best.wall, best.wall, best.cpu, best.rss, best.size / 1e6, best.size / size,
               best.wall / ours.wall, best.cpu / ours.cpu, best.rss / ours.rss, best.size / ours.size]


class Growth:
    """Of each program, from size to size."""

    def __init__(self):
        self.of = {}

    def add(self, label, files, runs):
        for name, rs in runs.items():
            self.of.setdefault(name, []).append((label, files, min(rs, key=lambda r: r.wall)))

    def seconds(self, name, files):
        """What so many files would take, by the size before."""
        _, n, run = self.of.get(name, [(None, 1, None)])[-1]
        return run.wall * files / n if run else 0

    def show(self):
        if all(len(sizes) < 2 for sizes in self.of.values()):
            return
        heading("Growth", 3)
        print("What a document takes; the last three columns are to the same program's smallest size.\n")
        rows = []
        for name, sizes in self.of.items():
            _, n0, first = sizes[0]
            for label, n, r in sizes:
                rows.append([f"{name}: {label}", 1000 * r.wall / n, 1000 * r.cpu / n, r.rss, r.size / 1e3 / n,
                             r.cpu / n / (first.cpu / n0), r.rss / first.rss, r.size / n / (first.size / n0)])
        table(["", "ms a document", "CPU ms a document", "memory (MiB)", "KB a document", "CPU growth", "memory growth",
               "index growth"], rows)


def main():
    corpora = [a.partition("=")[::2] for a in sys.argv[1:]]
    peers = [p for p in PEERS if WANTED == ["all"] or p.command in WANTED or p.name in WANTED]
    there = [p for p in peers if not p.missing()]
    runner, growth = Runner(), Growth()
    heading("Indexing")
    print("Reading, analysing and writing all files into a new index; the best of the rounds in which all ran in turn. "
          "tracuu reads the plan out of each document besides; the others index words only. "
          "Memory is the peak of all processes. The last four columns are the peer's figure over ours: above 1, we are ahead.\n")
    for p in peers:
        if p.missing():
            print(f"Left out: {p.name} is not installed ({p.package}).\n")
    for label, texts in corpora:
        files = len(text_files(texts))
        able = [p for p in there if growth.seconds(p.name, files) <= PEER_SECONDS]
        rounds = 1 if files > MANY else ROUNDS
        files, size, runs = measure(runner, label, texts, [Tracuu()] + able, rounds)
        heading(f"{label}: {files:,} files, {size / 1e6:.1f} MB, {rounds} round{'s' * (rounds > 1)}", 3)
        if "tracuu" not in runs:
            print("tracuu-index failed.\n")
            sys.exit(1)
        table(["", "MB/s", "time (s)", "CPU (s)", "memory (MiB)", "index (MB)", "index/text", "time ratio", "CPU ratio",
               "memory ratio", "index ratio"], rows_of(label, size, runs))
        for p in there:
            if p not in able:
                print(f"Left out: {p.name} would take {growth.seconds(p.name, files) / 60:,.0f} minutes.\n")
        if label.startswith("plans"):
            growth.add(label, files, runs)
    runner.close()
    growth.show()


if __name__ == "__main__":
    main()
