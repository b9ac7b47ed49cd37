#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same questions over one index and over its shards: the same answers, byte for byte.

    shards.py BIN TEXTS QUESTIONS ONE SHARDS...

BIN has the programs, TEXTS is a generated collection, ONE the index of all of it; each of SHARDS is
options for tracuu ("-d list", "-d a -d b"). QUESTIONS is how many questions are asked. Every command
that asks is compared as well. Prints what differs, then "N questions, N commands"."""
import difflib, os, random, re, subprocess, sys, tempfile

bin_, texts, count, one, *others = sys.argv[1:]
count = int(count)
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "bench"))
os.environ.setdefault("BENCH_BIN", bin_)
os.environ.setdefault("BENCH_WORK", texts)
import pathlib
import questions

source = questions.Source(pathlib.Path(texts), seed=int(os.environ.get("SEED", "1")))
pick = source.random
MARKS = "\u0300\u0301\u0303\u0309\u0323"


def half_marked(words):
    """Tones left out, other marks kept: quyêt dinh."""
    import unicodedata
    out = unicodedata.normalize("NFD", words)
    return unicodedata.normalize("NFC", "".join(c for c in out if c not in MARKS))


def make(n):
    numbers, cited = source.numbers(n), source.cited(n)
    run = lambda k: " ".join(source.run_of(k))
    kinds = [lambda: run(1), lambda: run(2), lambda: run(3), lambda: questions.plain(run(2)), lambda: questions.plain(run(4)),
             lambda: half_marked(run(1)), lambda: half_marked(run(3)), lambda: f'"{run(3)}"', lambda: " ".join([run(5), run(5)]),
             lambda: run(2) + "*", lambda: run(1)[:2] + "*", lambda: f"{run(1)} OR {run(1)}", lambda: f"{run(1)} NOT {run(1)}",
             lambda: f"{run(1)} NEAR/6 {run(1)}", lambda: pick.choice(numbers), lambda: "cites:" + pick.choice(cited),
             lambda: f"{run(2)} date:{pick.randint(2016, 2020)}..{pick.randint(2020, 2024)}", lambda: f"title:{run(1)} {run(2)}",
             lambda: f"{run(2)} type:KH", lambda: run(8)]
    return [kinds[i % len(kinds)]() for i in range(n)]


def run(which, *args, stdin=None):
    p = subprocess.run([os.path.join(bin_, "tracuu"), *which.split(), *args], capture_output=True, timeout=600, stdin=stdin)
    return p.returncode, MASKED.sub(b"", p.stdout), MASKED.sub(b"", p.stderr)


wrong = 0
MASKED = re.compile(rb'"elapsed_ms":\d+|"matched":\d+,(?="returned":\d+,"exact":)|"exact":\w+|of (?:about )?\d+ shown') # time, and guesses


def compare(*args, stdin=None):
    global wrong
    ask = lambda which: run(which, *args, stdin=open(stdin, "rb") if stdin else subprocess.DEVNULL)
    rc, out, err = ask("-d " + one)
    if rc > 1:
        wrong += 1
        print(f"{args}: exit {rc}: {err.decode()}")
    for other in others:
        rc2, out2, err2 = ask(other)
        if (rc, out, err) == (rc2, out2, err2):
            continue
        wrong += 1
        print(f"{other}: {' '.join(args)}: exit {rc2}, not {rc}")
        diff = list(difflib.unified_diff((out + err).decode("utf-8", "replace").split("\n"),
                                         (out2 + err2).decode("utf-8", "replace").split("\n"), "one", "shards", n=0, lineterm=""))
        for line in diff[:int(os.environ.get("LINES_SHOWN", "8"))]:
            print("   ", line[:240])


asked = make(count)
doc = [str(p) for p in pick.sample(questions.text_files(pathlib.Path(texts)), 3)]
cited = source.cited(3)
with tempfile.TemporaryDirectory() as tmp:
    files = []
    for i in range(0, len(asked), 50):
        files.append(os.path.join(tmp, f"q{i}"))
        with open(files[-1], "w", encoding="utf-8") as f:
            f.write("\n".join(asked[i:i + 50]) + "\n")
    for path in files:
        compare("search", "--queries", path, "-f", "jsonl", "-n", "20", "--snippets", "1")
    some = pick.sample(asked, min(len(asked), 12))
    letter = os.path.join(tmp, "letter")
    with open(letter, "w", encoding="utf-8") as f:
        f.write("".join(f"Căn cứ Chỉ thị số {n}; theo Kế hoạch số {d}.\n" for n, d in zip(cited, source.numbers(3))))
    commands = [["search", some[0]], ["search", some[1], "--summary", "-f", "jsonl"], ["search", some[2], "-c"],
                ["search", source.run_of(1)[0], "-n", "7", "--offset", "13", "-l"], ["search", source.run_of(1)[0], "-n", "0", "-l"],
                ["search", "--all", some[3], "-n", "50", "-f", "csv"], ["explain", some[4]], ["explain", doc[0]]]
    for sort in ("date", "-date", "number", "cited", "relevance"):
        few = ["--type", "HD"] if sort == "cited" else [] # servers are asked for each document
        commands += [["list", "--sort", sort, "-n", "40", "-f", "tsv", *few],
                     ["search", source.run_of(1)[0], "--sort", sort, "-n", "15", "--offset", "5", "-f", "jsonl", *few]]
    commands += [["list", "-n", "0", "-l"], ["list", "--type", "KH", "-c"], ["list", "--year", "2019..2021", "-f", "jsonl", "-n", "30"],
                 ["list", "-n", "9", "--offset", "3"], ["cites", doc[0], "-f", "jsonl"], ["events", "-f", "jsonl", "-n", "20"],
                 ["events", "--years", "70"], ["units", "--role", "assigned", "-f", "csv", "-n", "20"], ["units", "ban tuyen giao", "-n", "5"],
                 ["facets", "-f", "jsonl"], ["facets", "--by", "type,issuer,year,term,event,unit,cites,number", source.run_of(1)[0], "-f", "tsv"],
                 ["facets", f'"{" ".join(source.run_of(2))}"'], ["timeline", "-f", "tsv"], ["timeline", "--by", "month", source.run_of(1)[0]],
                 ["show", doc[1]], ["show", doc[1], "-f", "jsonl"], ["similar", doc[2], "-f", "jsonl"], ["missing", "-n", "15", "-f", "jsonl"],
                 ["calendar", "--year", "2024", "-f", "jsonl"], ["graph", "-n", "50"], ["graph", "--root", doc[0], "--depth", "2", "-f", "jsonl"],
                 ["complete", "ke ho"], ["complete", "number", "1"], ["search", "kế hoạch qwertzu"], ["search", "chuyen doii soo"],
                 ["cited-by", "nothing/here"], ["cited-by", "-c", cited[0]]]
    commands += [["cited-by", n, "-f", "jsonl", "-n", "30"] for n in cited]
    for c in commands:
        compare(*c)
    compare("lookup", "-f", "jsonl", stdin=letter)
print(f"{len(asked)} questions, {len(commands) + 1} commands, {len(others)} sets of shards, {wrong} differences")
sys.exit(wrong > 0)
