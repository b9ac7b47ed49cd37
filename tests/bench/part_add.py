#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""New files into an index that is there, ours and omindex's in turn: part_add.py LABEL=FOLDER...

Also what readers see meanwhile."""
import os, pathlib, shutil, subprocess, sys, threading
from measure import BIN, WORK, Runner, compare, heading, median, note, percentile, table, text_files, timed
from peers import Omindex, Tracuu

ALONE = int(os.environ.get("BENCH_ALONE", "30"))  # files added by a run each
WANTED = os.environ.get("BENCH_PEERS", "all").split()


class Adding:
    def __init__(self, indexer, label, texts):
        self.name, self.indexer = indexer.name, indexer
        self.made = WORK / "add" / label / ("index-" + indexer.name)
        self.index = pathlib.Path(str(self.made) + "-copy")
        there = WORK / "index" / label / ("index-" + indexer.name)
        if there.exists():
            shutil.copytree(there, self.made)
            return
        note(f"  {label}: indexed by {indexer.name}")
        self.made.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([str(c) for c in indexer.build(texts, self.made)], check=True, stdout=subprocess.DEVNULL)

    def fresh(self):
        shutil.rmtree(self.index, ignore_errors=True)
        shutil.copytree(self.made, self.index)

    def add(self, runner, folder):
        """All of a folder."""
        command = [BIN / "tracuu-index", "-d", self.index, "add", "-q", folder] if self.name == "tracuu" \
            else ["omindex", "--stemmer=none", "--no-delete", "--db", self.index, "--url", f"/{folder.name}", folder]
        run = runner.run_watched(*command)
        if run.status:
            raise SystemExit(f"part_add.py: {self.name} failed: {run.status}")
        return run


def folders(files, size, prefix):
    """One for each size files."""
    for i in range(0, len(files), size):
        folder = WORK / "add" / f"{prefix}{i}"
        folder.mkdir(parents=True)
        for p in files[i:i + size]:
            os.link(p, folder / p.name)
        yield folder


class Reader:
    """Asks again and again, while something is written."""

    def __init__(self, index):
        self.index, self.took, self.failed, self.done = index, [], 0, threading.Event()
        self.thread = threading.Thread(target=self.ask)

    def ask(self):
        while not self.done.is_set():
            command = [BIN / "tracuu", "-d", self.index, "-n", "1", "-l", "kế hoạch"]
            run = lambda: setattr(self, "last", subprocess.run(command, capture_output=True).returncode)
            self.took.append(1000 * timed(run))
            self.failed += self.last != 0

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.done.set()
        self.thread.join()


def measure(runner, label, texts, extra, programs):
    count = len(text_files(texts))
    sizes = [("one by one", 1, ALONE), ("100 at once", 100, 100), ("1,000 at once", 1000, 1000)]
    rows, files = [], text_files(extra)
    for what, size, total in sizes:
        took = {p.name: [] for p in programs}
        for p in programs:
            p.fresh()
        for folder in folders(files[:total], size, f"{label}-{size}-"):
            for p in programs:
                took[p.name].append(p.add(runner, folder))
        cpu = {name: sum(r.cpu for r in runs) / total for name, runs in took.items()}
        for name, runs in took.items():
            rows.append([f"{what}: {name}", 1000 * cpu[name], 1000 * median([r.wall for r in runs]),
                         1000 * percentile([r.wall for r in runs], 99), max(r.rss for r in runs), cpu[name] / cpu["tracuu"]])
            if name != "tracuu":
                compare(f"adding to {label}", what, name, cpu["tracuu"], cpu[name])
    heading(f"{label}: into {count:,} files", 3)
    table(["", "CPU a file (ms)", "a run (ms), p50", "a run (ms), p99", "memory (MiB)", "CPU ratio"], rows)
    return files


def beside(runner, label, ours, files):
    """What a reader sees while files come one by one, and while 1,000 are added."""
    ours.fresh()
    with Reader(ours.index) as quiet:
        quiet.done.wait(2)
    with Reader(ours.index) as busy:
        for size, total in ((1, ALONE), (1000, 1000)):
            for folder in folders(files[:total], size, f"{label}-beside-{size}-"):
                ours.add(runner, folder)
    print(f"A question asked again and again by processes of their own: alone {median(quiet.took):.1f} ms (p99 "
          f"{percentile(quiet.took, 99):.1f}), while all of that is added {median(busy.took):.1f} ms (p99 "
          f"{percentile(busy.took, 99):.1f}); {len(busy.took)} asked, {busy.failed} failed.\n")
    if busy.failed:
        raise SystemExit("part_add.py: a reader failed")


def main():
    heading("Adding to an index")
    print("New plans into an index of as many as the heading says, by runs of their own, ours and omindex's in turn; each is on "
          "disk and can be found when its run is over. omindex commits every 10,000 files, tracuu-index every 200, or loads them "
          "as into a new index where that is less work.\n")
    runner = Runner()
    extra = WORK / "add" / "extra"
    extra.parent.mkdir()
    subprocess.run([BIN / "generate", "-s", "97", "-o", extra, "1000"], check=True, stdout=subprocess.DEVNULL)
    peers = [p for p in [Omindex()] if not p.missing() and (WANTED == ["all"] or p.command in WANTED)]
    for label, texts in (a.partition("=")[::2] for a in sys.argv[1:]):
        programs = [Adding(i, label, texts) for i in [Tracuu(), *peers]]
        beside(runner, label, programs[0], measure(runner, label, texts, extra, programs))
        for p in programs:
            shutil.rmtree(p.index)
            shutil.rmtree(p.made)
    runner.close()


if __name__ == "__main__":
    main()
