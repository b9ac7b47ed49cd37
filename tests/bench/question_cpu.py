#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Processor time of each question inside one process, which other work on the machine changes little:
    BENCH_BIN=build/bin BENCH_WORK=/tmp question_cpu.py INDEX PLANS [COUNT [CLASS...]]
COUNT questions of each class of part_query.py, drawn from the plans that were indexed, each the better of two;
milliseconds, a table of all classes and the slowest questions of each."""
import pathlib, sys, time
from measure import percentile, table
from part_query import Lines, classes
from questions import Source

SLOWEST = 5


def used(process):
    """Milliseconds of processor so far; it is counted when the process has come to rest."""
    while pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "S":
        time.sleep(0.0002)
    return int(pathlib.Path(f"/proc/{process.pid}/schedstat").read_text().split()[0]) / 1e6


def measure(index, questions):
    lines = Lines(index, questions[0].command)
    lines.ask(questions[0].text)
    best = [float("inf")] * len(questions)
    before = used(lines.process)
    for _ in range(2):
        for i, q in enumerate(questions):
            lines.ask(q.text)
            now = used(lines.process)
            best[i] = min(best[i], now - before)
            before = now
    lines.close()
    return best


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    index, plans, count = sys.argv[1], pathlib.Path(sys.argv[2]), int((sys.argv[3:] or ["200"])[0])
    rows, slowest = [], []
    for name, questions in classes(Source(plans), count):
        if sys.argv[4:] and name not in sys.argv[4:]:
            continue
        ms = measure(index, questions)
        rows.append([name] + [f"{x:.1f}" for x in (percentile(ms, 50), percentile(ms, 90), percentile(ms, 99), max(ms))])
        slowest += [f"{x:7.1f}  {q.text}" for x, q in sorted(zip(ms, questions), key=lambda p: -p[0])[:SLOWEST]]
    table(["class", "median", "9 of 10 below", "99 of 100 below", "slowest"], rows)
    print("\n".join(slowest))


if __name__ == "__main__":
    main()
