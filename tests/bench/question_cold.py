#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Questions when nothing of the index is in memory, and asked once more:
    BENCH_BIN=build/bin BENCH_WORK=/tmp question_cold.py INDEX PLANS [COUNT [CLASS...]]
COUNT questions of each class of part_query.py, drawn from the plans, and some of a directive that very many cite and of
deep pages. Before each the system drops what it keeps of the index's files (posix_fadvise). Whole processes, and lines
of one process that has answered before; milliseconds of wall time and of processor, a table."""
import os, pathlib, sys, time
from measure import BIN, Runner, percentile, table
from part_query import LIMIT, Lines, Question, classes
from question_cpu import used
from questions import Source

CITED = "05-CT/TW"
PAGE = ["--offset", "10000"]


def extra():
    """Of what many cite and deep pages: the question's command with its options."""
    facets = [["facets", f"cites:{CITED}"], ["facets", "--by", "type", f"cites:{CITED}"], ["facets", "--by", "unit", f"cites:{CITED}"]]
    topics = ["chuyển đổi số", "tuyên truyền", "cải cách hành chính", "an toàn giao thông"]
    return [
        (f"facets of {CITED}", facets),
        (f"cited-by {CITED}, count and page", [["cited-by", "-c", CITED], ["cited-by", "-n", "10", CITED]]),
        ("10,000th hit", [["search", *PAGE, t] for t in topics] + [["list", *PAGE], ["cited-by", *PAGE, CITED]]),
    ]


def drop(index):
    """Out of the page cache; only of clean pages, so the index must have come to rest."""
    for path in pathlib.Path(index).rglob("*"):
        if path.is_file():
            fd = os.open(path, os.O_RDONLY)
            os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(fd)


def whole(runner, index, args):
    """Cold and warm."""
    command = [BIN / "tracuu", "-d", index, args[0], "-f", "jsonl", "-n", LIMIT, *args[1:]]
    if "-c" in args:
        command = [BIN / "tracuu", "-d", index, *args]
    drop(index)
    cold = runner.run(*command)
    return cold, min((runner.run(*command) for _ in range(2)), key=lambda run: run.cpu)


def inside(lines, index, text, cold):
    if cold:
        drop(index)
    before = used(lines.process)
    seconds = lines.ask(text)
    return 1000 * seconds, used(lines.process) - before


def row(name, asked):
    """asked: (cold wall, cold cpu), (warm wall, warm cpu) of each question, in ms."""
    cells = [name, str(len(asked))]
    for what in range(2):
        for kind in range(2):
            ms = [a[what][kind] for a in asked]
            cells += [f"{percentile(ms, 50):.0f}", f"{percentile(ms, 99):.0f}"]
    return cells


def whole_row(runner, index, name, commands):
    asked = []
    for args in commands:
        cold, warm = whole(runner, index, args)
        asked.append([(1000 * r.wall, 1000 * r.cpu) for r in (cold, warm)])
    return row(name, asked)


def inside_row(index, name, questions):
    lines = Lines(index, questions[0].command)
    lines.ask(questions[0].text)
    asked = []
    for q in questions:
        cold = inside(lines, index, q.text, True)
        asked.append([cold, min((inside(lines, index, q.text, False) for _ in range(2)), key=lambda a: a[1])])
    lines.close()
    return row(name, asked)


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    index, plans, count = sys.argv[1], pathlib.Path(sys.argv[2]), int((sys.argv[3:] or ["30"])[0])
    wanted = sys.argv[4:]
    head = ["", "questions"] + [f"{w} {k} {p}" for w in ("cold", "warm") for k in ("wall", "cpu") for p in ("p50", "p99")]
    drawn = [(n, qs) for n, qs in classes(Source(plans), count) if not wanted or n in wanted]
    others = [(n, cs) for n, cs in extra() if not wanted or n in wanted]
    runner = Runner()
    print("\nWhole processes\n")
    table(head, [whole_row(runner, index, n, [[q.command, q.text] for q in qs]) for n, qs in drawn]
          + [whole_row(runner, index, n, cs) for n, cs in others])
    runner.close()
    print("\nInside one process\n")
    asked = drawn + [(f"facets of {CITED}", [Question(f"cites:{CITED}", command="facets")])]
    table(head, [inside_row(index, n, qs) for n, qs in asked if not wanted or n in wanted])


if __name__ == "__main__":
    main()
