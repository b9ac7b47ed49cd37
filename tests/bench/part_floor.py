#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What writing alone costs, against all of a bulk load: part_floor.py LABEL=FOLDER..."""
import os, shutil, subprocess, sys
from measure import BIN, WORK, Runner, compare, heading, note, table, text_files
from part_size import database
from peers import Tracuu

MOST = int(os.environ.get("BENCH_FLOOR", "5000"))  # documents held in memory
LIMIT = 1.5  # all of it, to what is written through Xapian's writer alone


def measure(runner, label, texts):
    note(f"  {label}: floor")
    scratch = WORK / "floor" / label
    scratch.mkdir(parents=True)
    run = runner.run_watched(*Tracuu().build(texts, scratch / "index"))
    out = subprocess.run([BIN.parent / "bench/bench_floor", database(scratch / "index"), scratch, str(MOST)],
                         text=True, capture_output=True, check=True).stdout
    rows = {how: [int(n), int(p), float(s)] for how, n, p, s in (line.split("\t") for line in out.splitlines())}
    shutil.rmtree(scratch)
    files, size = len(text_files(texts)), sum(p.stat().st_size for p in text_files(texts))
    count, postings, theirs = rows["xapian"]
    share = count / files
    compare(f"bulk load {label}", "processor time of all of it", "writing alone, by Xapian", run.cpu * share, theirs, LIMIT)
    return [[f"{label}: {what}", seconds, 1e6 * seconds / postings, size * share / 1e6 / seconds, seconds / theirs]
            for what, seconds in (("all of it", run.cpu * share), ("writing alone, by Xapian's writer", theirs),
                                  ("writing alone, as tracuu-index writes", rows["append"][2]))]


def main():
    heading("The floor of a bulk load")
    print("The documents of an index (up to "
          f"{MOST:,}) written once more, with all terms, values and stored bytes in memory already: by Xapian's writer, in "
          "databases of 500 documents flushed every 64, its fastest way here; and by ours (store/glass.h). Both with one merge "
          "at the end. All of it: tracuu-index add of the files, by its share where there are more. "
          f"Processor seconds; the last column is to Xapian's writer, and we allow ourselves {LIMIT} for all of it.\n")
    runner, rows = Runner(), []
    for label, texts in (a.partition("=")[::2] for a in sys.argv[1:]):
        rows += measure(runner, label, texts)
    runner.close()
    table(["", "CPU (s)", "µs a posting", "MB/s of a core", "to Xapian's"], rows)


if __name__ == "__main__":
    main()
